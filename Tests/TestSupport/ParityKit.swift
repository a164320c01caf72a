import Foundation
public import SystemPackage

/// The parity kit: models that real Rasa trained, its answers, and `check.py`, which compares.
///
/// It lies beside the clone, in `../shared/parity`, or where `SOUFFLEUR_PARITY_KIT` says. A suite that needs it bears
/// `.enabled(if: ParityKit.isExpected, ParityKit.advice)` and begins with `ParityKit.require()`:
/// in CI (`CI` is set) its absence is a failure, elsewhere the suite is skipped.
public struct ParityKit: Sendable {
  public let directory: FilePath

  /// Whether suites that need the kit should run: it is there, or it must be.
  public static var isExpected: Bool { located != nil || isContinuousIntegration }

  /// The sentence beside a skipped suite.
  public static let advice = "no parity kit in ../shared/parity; SOUFFLEUR_PARITY_KIT names another place"

  /// The kit, or an error that says where it was looked for.
  public static func require() throws -> ParityKit {
    guard let located else { throw ParityKitError.absent(path) }
    return located
  }

  /// The archive that real Rasa trained for a bot of the kit.
  public func model(_ bot: String) -> FilePath { directory.appending("models/\(bot).tar.gz") }

  /// Real Rasa's answers of one kind: `nlu`, `dialogue`, `predict` or `http`; one JSON object a line.
  public func goldens(_ bot: String, kind: String) -> FilePath { directory.appending("goldens/\(bot)/\(kind).jsonl") }

  /// The credentials.yml that a bot of the kit was recorded with.
  public func credentials(_ bot: String) -> FilePath { directory.appending("bots/\(bot)/credentials.yml") }

  public var checker: FilePath { directory.appending("check.py") }

  private static var located: ParityKit? {
    let kit = ParityKit(directory: path)
    return FileManager.default.fileExists(atPath: kit.checker.string) ? kit : nil
  }

  private static var path: FilePath {
    if let path = ProcessInfo.processInfo.environment["SOUFFLEUR_PARITY_KIT"], !path.isEmpty { return FilePath(path) }
    return Repository.root.removingLastComponent().appending("shared/parity")
  }

  private static var isContinuousIntegration: Bool {
    let value = ProcessInfo.processInfo.environment["CI"] ?? ""
    return !["", "0", "false"].contains(value)
  }
}
