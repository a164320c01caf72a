internal import Glibc

/// Names for what is being made, unlike any that was made before.
enum TemporaryName {
  /// What they start with; the next start sweeps whatever in the model directory does.
  static let prefix = ".new-"

  static func make(_ purpose: String) -> String { prefix + purpose + "-" + unique() }

  /// The process and a random number: two writers never meet, though the lock keeps them apart anyway.
  static func unique() -> String { "\(getpid())-" + String(UInt64.random(in: .min ... .max), radix: 36) }
}
