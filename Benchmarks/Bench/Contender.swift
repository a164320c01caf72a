import JSON
import SystemPackage
import TestSupport

/// A server that is measured.
struct Contender: Sendable {
  let name: String
  let program: RunningProgram
  let port: Int
  /// From the start of the process to the first 200 of `/status`.
  let start: Duration
  /// Resident bytes at that moment.
  let residentAtStart: Int

  static func souffleur(_ settings: BenchSettings) async throws -> Contender {
    try await run("Souffleur", Executable.apiServer.path, [], settings)
  }

  static func rasa(_ path: FilePath, _ settings: BenchSettings) async throws -> Contender {
    try await run("Rasa", path, ["run"], settings)
  }

  private static func run(_ name: String, _ path: FilePath, _ command: [String], _ settings: BenchSettings) async throws -> Contender {
    let port = try LoopbackPort.free()
    let environment = ["RASA_TELEMETRY_ENABLED": "false", "SQLALCHEMY_SILENCE_UBER_WARNING": "1"]
    let begin = ContinuousClock.now
    let program = try RunningProgram(
      path, command + ["-m", settings.model.string, "-i", "127.0.0.1", "-p", "\(port)", "--enable-api"], environment: environment)
    try await program.wait(for: "a model", within: .seconds(300)) {
      (try? HTTPCall.get("/status").send(to: port).status) == 200
    }
    let elapsed = ContinuousClock.now - begin
    let resident = ProcessMemory.resident(of: program.processIdentifier) ?? 0
    return Contender(name: name, program: program, port: port, start: elapsed, residentAtStart: resident)
  }

  /// Parses for a while over so many connections.
  func measure(connections: Int, _ settings: BenchSettings) async throws -> LoadMeasurement {
    let calls = settings.texts.map { HTTPCall.post("/model/parse", json: ["text": .string($0)]) }
    let warmUp = Load(connections: connections, port: port, calls: calls)
    try await warmUp.waitForAnswers(32 * connections)
    _ = try await warmUp.stop()
    let begin = ContinuousClock.now
    let load = Load(connections: connections, port: port, calls: calls)
    try await Task.sleep(for: settings.duration)
    let report = try await load.stop()
    return LoadMeasurement(report: report, duration: ContinuousClock.now - begin)
  }
}
