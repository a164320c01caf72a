internal import Glibc

/// For tests of recovery: dies by SIGKILL at one named step, as a power cut would have it.
///
/// `MODEL_SYNC_CRASH_AT` names the step; without it nothing ever happens here.
package struct CrashPoints: Sendable {
  /// The variable that names the step.
  package static let variable = "MODEL_SYNC_CRASH_AT"

  private let armed: CrashPoint?

  /// No crash anywhere.
  package init() { armed = nil }

  /// - Returns: `nil` when the variable names no step.
  package init?(environment: [String: String]) {
    let name = environment[Self.variable] ?? ""
    guard !name.isEmpty else {
      armed = nil
      return
    }
    guard let point = CrashPoint(rawValue: name) else { return nil }
    armed = point
  }

  /// The step is done.
  func pass(_ point: CrashPoint) {
    if point == armed { kill(getpid(), SIGKILL) }
  }
}
