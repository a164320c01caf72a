import Glibc
import JSON
import TestSupport
import Testing

extension EndToEnd {
  @Suite
  struct StoppingTests {
    @Test("SIGTERM and SIGINT end both programs with status 0", arguments: [SIGTERM, SIGINT])
    func signals(signal: Int32) async throws {
      try await PullingStage.with(Example.archive) { stage in
        for program in [stage.sync.program, stage.server.program] {
          program.send(signal: signal)
          let ending = try await program.waitForEnd()
          #expect(ending == .exit(0), "\(program.name):\n\(program.output)")
        }
      }
    }

    @Test("SIGTERM under load ends the server with status 0 and cuts no answer in two")
    func stopUnderLoad() async throws {
      let server = try await RunningAPIServer.serving(Example.archive)
      let call = HTTPCall.post("/model/parse", json: ["text": .string(Example.message)])
      let load = Load(connections: 8, port: server.port, calls: [call])
      try await load.waitForAnswers(400)
      #expect(try await server.program.stop() == .exit(0))
      let report = try await load.stop()
      // Whoever asks a server that is gone gets nothing at all; what must not be is half an answer, or a wrong one.
      let nothing = [
        "nobody answers", "the request could not be sent", "the answer could not be read", "the connection was closed after 0 bytes",
      ]
      let halves = report.failures.filter { failure in !nothing.contains { failure.hasPrefix($0) } }
      #expect(halves == [])
    }
  }
}
