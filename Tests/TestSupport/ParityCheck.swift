import SystemPackage

/// One run of the kit's checker, which asks a server and compares its answers with real Rasa's.
public struct ParityCheck: Sendable {
  public let ending: ProgramEnding
  /// What the checker printed: the differences, and a count.
  public let output: String

  public var passed: Bool { ending == .exit(0) }

  /// Runs the checker against a server that has the bot's model loaded.
  ///
  /// - Parameters:
  ///   - parts: `nlu`, `dialogue`, `predict`, `http`.
  ///   - actions: the replayed action server, whose requests are then compared, too.
  public static func run(
    _ kit: ParityKit, bot: String, parts: [String], tolerance: String, port: Int, actions: ReplayedActionServer? = nil
  ) async throws -> ParityCheck {
    var arguments = [
      kit.checker.string, "--base-url", "http://127.0.0.1:\(port)", "--bot", bot,
      "--only", parts.joined(separator: ","), "--tolerance", tolerance, "--show", "10",
    ]
    if let actions { arguments += ["--actions-report", "http://127.0.0.1:\(actions.port)/report"] }
    let program = try RunningProgram(SearchPath.find("python3"), arguments, environment: ["PYTHONDONTWRITEBYTECODE": "1"])
    let ending = try await program.waitForEnd(within: .seconds(600))
    return ParityCheck(ending: ending, output: program.output)
  }
}
