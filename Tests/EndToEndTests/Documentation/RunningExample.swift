import Foundation
import SystemPackage
import TestSupport

/// What `make run` starts, on free ports.
struct RunningExample: Sendable {
  let program: RunningProgram
  let apiPort: Int
  let syncPort: Int

  static func start(in directory: FilePath) async throws -> RunningExample {
    let (apiPort, syncPort) = try (LoopbackPort.free(), LoopbackPort.free())
    let program = try RunningProgram(
      Repository.root.appending("Scripts/run.sh"), [Executable.buildDirectory.string],
      environment: ["API_PORT": "\(apiPort)", "SYNC_PORT": "\(syncPort)", "RUN_DIRECTORY": directory.appending("run").string])
    try await program.wait(for: "the end of the preparations") { program.output.contains("Ctrl-C ends both") }
    return RunningExample(program: program, apiPort: apiPort, syncPort: syncPort)
  }

  /// A command with the ports of the manual replaced by these.
  func readdress(_ command: String) -> String {
    command.replacingOccurrences(of: "127.0.0.1:5005", with: "127.0.0.1:\(apiPort)")
      .replacingOccurrences(of: "127.0.0.1:5006", with: "127.0.0.1:\(syncPort)")
  }
}
