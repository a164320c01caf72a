import Foundation
import ModelSync
import Shared
import SystemPackage
import TestSupport
import Testing

/// The real program, with a folder of archives as its source.
struct SyncProgram: Sendable {
  let workshop: Workshop
  let archives: FilePath
  private let home: FilePath

  init(_ home: FilePath) throws {
    self.home = home
    workshop = Workshop(home.appending("models"))
    archives = home.appending("archives")
    try FileManager.default.createDirectory(atPath: archives.string, withIntermediateDirectories: true)
  }

  static func with(_ name: String, _ body: (SyncProgram) async throws -> Void) async throws {
    try await TestDirectory.with(name) { try await body(try SyncProgram($0)) }
  }

  /// Makes an archive the newest.
  func offer(_ archive: [UInt8], as name: String) throws {
    try Data(archive).write(to: URL(fileURLWithPath: archives.appending("\(name).tar.gz").string), options: .atomic)
  }

  /// Starts it in a folder that has no endpoints.yml.
  func start(_ arguments: [String], environment: [String: String] = [:]) throws -> RunningProgram {
    let places = ["--model-directory", workshop.directory.path.string, "--status-port", "off"]
    return try RunningProgram(Executable.modelSync.path, places + arguments, environment: environment, in: home)
  }

  /// Runs `--once` to its end.
  func once(
    source: FilePath? = nil, _ arguments: [String] = [], environment: [String: String] = [:]
  ) async throws -> (ending: ProgramEnding, output: String) {
    let program = try start(["--once", "--source", (source ?? archives).string] + arguments, environment: environment)
    let ending = try await program.waitForEnd()
    return (ending, program.output)
  }
}
