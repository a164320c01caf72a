import Glibc
import SystemPackage
package import TestSupport

/// A server that is measured.
package struct Contender: Sendable {
  package let name: String
  package let program: RunningProgram
  package let port: Int
  /// Whether the same message gets the same bytes every time.
  package let repeatsItself: Bool
  /// Seconds from the start of the process to the first 200 of `/status`.
  let secondsToReady: Double
  /// Resident bytes at that moment.
  let residentAtStart: Int

  package init(name: String, program: RunningProgram, port: Int, repeatsItself: Bool, secondsToReady: Double = 0, residentAtStart: Int = 0)
  {
    self.name = name
    self.program = program
    self.port = port
    self.repeatsItself = repeatsItself
    self.secondsToReady = secondsToReady
    self.residentAtStart = residentAtStart
  }

  /// - Parameter cores: the only ones that it may use, such as `0`; `nil` for all.
  static func souffleur(_ model: FilePath, cores: String? = nil) async throws -> Contender {
    try await run("Souffleur", Executable.apiServer.path, [], model, cores: cores, looking: 1_000, repeatsItself: true)
  }

  static func rasa(_ path: FilePath, _ model: FilePath) async throws -> Contender {
    try await run("Rasa", path, ["run"], model, cores: nil, looking: 20_000, repeatsItself: false)
  }

  private static func run(
    _ name: String, _ path: FilePath, _ command: [String], _ model: FilePath, cores: String?, looking microseconds: UInt32,
    repeatsItself: Bool
  ) async throws -> Contender {
    let port = try LoopbackPort.free()
    let environment = ["RASA_TELEMETRY_ENABLED": "false", "SQLALCHEMY_SILENCE_UBER_WARNING": "1"]
    var arguments = command + ["-m", model.string, "-i", "127.0.0.1", "-p", "\(port)", "--enable-api"]
    var program = path
    if let cores {
      // taskset becomes the program, so the process is the server's from then on.
      arguments = ["-c", cores, path.string] + arguments
      program = try Affinity.taskset
    }
    let begin = ContinuousClock.now
    let running = try RunningProgram(program, arguments, environment: environment)
    while !isReady(port) {
      guard running.ending == nil, ContinuousClock.now - begin < .seconds(900) else {
        throw BenchError.neverReady(server: name, output: running.output)
      }
      usleep(microseconds)
    }
    let seconds = (ContinuousClock.now - begin) / .seconds(1)
    return Contender(
      name: name, program: running, port: port, repeatsItself: repeatsItself, secondsToReady: seconds,
      residentAtStart: ProcessMemory.resident(of: running.processIdentifier) ?? 0)
  }

  private static func isReady(_ port: Int) -> Bool {
    var call = HTTPCall.get("/status")
    call.headers["Connection"] = "close"
    return (try? LeanConnection(port: port).ask(call.wireBytes) { $0.status }) == 200
  }

  func stop() async throws { try await program.stop(within: .seconds(60)) }
}
