import Foundation
import Glibc
import JSON
import ModelSync
import Shared
import SystemPackage
import TestSupport
import Testing

extension SyncProgram {
  /// Runs a command on the directory to its end.
  func command(
    _ name: String, _ arguments: [String] = [], environment: [String: String] = [:]
  ) async throws -> (ending: ProgramEnding, output: String) {
    let place = ["MODEL_SYNC_MODEL_DIRECTORY": workshop.directory.path.string]
    let program = try RunningProgram(
      Executable.modelSync.path, [name] + arguments, environment: place.merging(environment) { $1 }, in: archives)
    let ending = try await program.waitForEnd()
    return (ending, program.output)
  }

  /// Publishes archives of these names, one after the other.
  func publish(_ names: String...) async throws -> [GenerationID] {
    for name in names {
      try offer(ModelFixture.archive(name), as: name)
      let run = try await once(["--keep", "10"])
      #expect(run.ending == .exit(0), "\(run.output)")
    }
    return try workshop.directory.generationIDs()
  }

  /// A sidecar that looks for news when it is asked to, and has looked once.
  func sidecar(_ body: (RunningProgram, Int) async throws -> Void) async throws {
    let port = try LoopbackPort.free()
    let running = try start([
      "--source", archives.string, "--status-port", "\(port)", "--interval", "1000", "--keep", "10", "--retry-delay", "1000",
    ])
    try await running.wait(for: "a first pull") {
      guard LoopbackPort.answers(port) else { return false }
      return try HTTPCall.get("/status").send(to: port).json["last_outcome"]?.string != nil
    }
    try await body(running, port)
    #expect(try await running.stop() == .exit(0), "\(running.output)")
  }

  /// Everything in the directory: names, links, sizes, times.
  func tree() throws -> [String] {
    let root = workshop.directory.path.string
    return (FileManager.default.enumerator(atPath: root)?.compactMap { $0 as? String } ?? []).sorted().map { name in
      var status = stat()
      lstat("\(root)/\(name)", &status)
      return "\(name) \(status.st_mode) \(status.st_size) \(status.st_ino) \(status.st_mtim.tv_sec).\(status.st_mtim.tv_nsec)"
    }
  }
}
