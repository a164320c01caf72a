import Dispatch
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

    @Test("SIGTERM under load fails no request: every connection ends after an answer that says so", arguments: [0, 1])
    func stopUnderLoad(delay: Int) async throws {
      let server = try await RunningAPIServer.serving(Example.archive, ["--shutdown-delay", "\(delay)"])
      let calls = [
        HTTPCall.post("/model/parse", json: ["text": .string(Example.message)]),
        .post("/webhooks/rest/webhook", json: ["sender": "a", "message": .string(Example.message)]),
      ]
      let load = Load(connections: 16, port: server.port, calls: calls, endsWithItsConnections: true)
      try await load.waitForAnswers(400)
      #expect(try await server.program.stop() == .exit(0))
      let report = try await load.stop()
      #expect(report.failures == [])
      #expect(report.farewells == 16)
    }

    @Test("an answer that takes longer than everything else is waited for")
    func longAnswer() async throws {
      let (asked, asking) = AsyncStream.makeStream(of: Void.self)
      let release = DispatchSemaphore(value: 0)
      let modelServer = try LoopbackServer { _, connection in
        asking.finish()
        release.wait()
        connection.answer("404 Not Found")
      }
      defer { modelServer.stop() }
      let server = try await RunningAPIServer.serving(Example.archive)
      let body: JSONValue = ["model_server": ["url": .string(modelServer.url())]]
      let call = HTTPCall("PUT", "/model", headers: ["Content-Type": "application/json"], body: Array(body.jsonText.utf8))
      async let answer = Task.detached { try call.send(to: server.port) }.value
      for await _ in asked {}
      server.program.send(signal: SIGTERM)
      try await server.program.wait(for: "the end of accepting") { !LoopbackPort.answers(server.port) }
      #expect(server.program.ending == nil)
      release.signal()
      #expect(try await answer.status == 400)
      #expect(try await server.program.waitForEnd() == .exit(0))
    }

    @Test("while it waits to stop, the server is not ready and answers all the same")
    func delay() async throws {
      let server = try await RunningAPIServer.serving(Example.archive, ["--shutdown-delay", "3"])
      server.program.send(signal: SIGTERM)
      try await server.program.wait(for: "a server that is not ready") { try HTTPCall.get("/readyz").send(to: server.port).status == 503 }
      let answer = try server.parse(Example.message)
      #expect(answer.status == 200 && answer.headers["connection"] == "close")
      #expect(try await server.program.waitForEnd() == .exit(0))
    }
  }
}
