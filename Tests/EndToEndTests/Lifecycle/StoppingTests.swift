import Glibc
import JSON
import TestSupport
import Testing

@Suite(.serialized)
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

  @Test("SIGTERM under load ends the server only after every request has its answer")
  func drain() async throws {
    let server = try await RunningAPIServer.serving(Example.archive)
    let connection = try HTTPConnection(port: server.port)
    let call = HTTPCall.post("/model/parse", json: ["text": .string(Example.message)])
    #expect(try connection.send(call).status == 200)
    #expect(try await server.program.stop() == .exit(0))
  }
}
