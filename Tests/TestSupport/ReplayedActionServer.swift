import SystemPackage

/// An action server that answers what the real one answered when a bot of the parity kit was recorded.
public struct ReplayedActionServer: Sendable {
  public let port: Int
  public let program: RunningProgram

  /// Starts it on a free port. It counts the calls of each conversation, so a second run of the same conversations needs a new one.
  public static func start(_ kit: ParityKit, bot: String) async throws -> ReplayedActionServer {
    let port = try LoopbackPort.free()
    let arguments = [
      kit.directory.appending("replay_actions.py").string, "--port", "\(port)", "--actions", kit.goldens(bot, kind: "actions").string,
    ]
    let program = try RunningProgram(SearchPath.find("python3"), arguments, environment: ["PYTHONDONTWRITEBYTECODE": "1"])
    try await program.wait(for: "a replayed action server that listens") { LoopbackPort.answers(port) }
    return ReplayedActionServer(port: port, program: program)
  }

  /// An endpoints.yml that names it.
  public var endpoints: String { "action_endpoint:\n  url: http://127.0.0.1:\(port)/webhook\n" }
}
