import Foundation
import SystemPackage
import TestSupport

/// A storage with a proxy before it, and the real ModelSync, which knows only the proxy.
struct RemoteStage: Sendable {
  static let name = "bots/model.tar.gz"

  let storage: CloudStorage
  let proxy: FaultProxy
  let directory: FilePath
  let environment: [String: String]

  var models: FilePath { directory.appending("models") }

  /// Starts the storage and stops it, however `body` ends.
  static func with(_ kind: CloudStorage.Kind, _ body: (RemoteStage) async throws -> Void) async throws {
    try await TestDirectory.with("remote") { directory in
      let storage = try await CloudStorage.start(kind)
      let proxy = try FaultProxy(to: storage.port)
      defer { proxy.stop() }
      let there = "127.0.0.1:\(storage.port)"
      let here = "127.0.0.1:\(proxy.port)"
      let variables = try storage.environment().mapValues { $0.replacing(there, with: here) }
      try await body(RemoteStage(storage: storage, proxy: proxy, directory: directory, environment: variables))
      try await storage.stop()
    }
  }

  /// The arguments of every call: the storage, the archive, and parts so small that there are several.
  func arguments(_ more: [String]) -> [String] {
    let place = ["--remote-storage", storage.kind.rawValue, "--model-directory", models.string, "--part-size", "64K"]
    return place + (more.contains("--model-prefix") ? [] : ["-m", Self.name]) + more
  }

  func start(_ more: [String] = [], environment: [String: String] = [:]) throws -> RunningProgram {
    try RunningProgram(
      Executable.modelSync.path, arguments(more), environment: self.environment.merging(environment) { $1 }, in: directory)
  }

  /// Runs `--once` to its end.
  func once(
    _ more: [String] = [], environment: [String: String] = [:]
  ) async throws -> (ending: ProgramEnding, output: String) {
    let program = try start(["--once", "--status-port", "off"] + more, environment: environment)
    let ending = try await program.waitForEnd()
    return (ending, program.output)
  }

  /// What marks the model that is current; `nil` while there is none.
  var marker: String? { try? String(contentsOfFile: models.appending("current/components/marker.txt").string, encoding: .utf8) }

  /// What lies in the workshop: nothing, once a pull is over.
  var leftovers: [String] { (try? FileManager.default.contentsOfDirectory(atPath: models.appending(".staging").string)) ?? [] }
}
