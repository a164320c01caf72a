public import SystemPackage

/// A ModelSync that a test has started, with its status on a free port of 127.0.0.1.
public struct RunningModelSync: Sendable {
  public let port: Int
  public let program: RunningProgram

  /// Starts it and awaits its listening; the first pull may be under way still.
  public static func start(
    endpoints: FilePath, models: FilePath, _ arguments: [String] = [], environment: [String: String] = [:]
  ) async throws -> RunningModelSync {
    let port = try LoopbackPort.free()
    let places = ["--endpoints", endpoints.string, "--model-directory", models.string]
    let status = ["--status-host", "127.0.0.1", "--status-port", "\(port)"]
    let program = try RunningProgram(Executable.modelSync.path, places + status + arguments, environment: environment)
    try await program.wait(for: "a ModelSync that listens") { LoopbackPort.answers(port) }
    return RunningModelSync(port: port, program: program)
  }
}
