import Foundation

/// Where the parity kit is.
enum RecordedPredictions {
  /// The folder beside the clone, or the one that `SOUFFLEUR_PARITY_KIT` names; `nil` when it is not there.
  static var kit: URL? {
    let named = ProcessInfo.processInfo.environment["SOUFFLEUR_PARITY_KIT"].map { URL(fileURLWithPath: $0) }
    let beside = (0..<6).reduce(URL(fileURLWithPath: #filePath)) { url, _ in url.deletingLastPathComponent() }
    let kit = named ?? beside.appendingPathComponent("shared/parity")
    return FileManager.default.fileExists(atPath: kit.appendingPathComponent("check.py").path) ? kit : nil
  }
}
