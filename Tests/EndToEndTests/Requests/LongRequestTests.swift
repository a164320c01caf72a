import Foundation
import JSON
import SystemPackage
import TestSupport
import Testing

extension EndToEnd {
  /// Answers that take long, in the real process: those that are owed, and those that nobody waits for any more.
  @Suite
  struct LongRequestTests {
    private static func body(of request: String?) -> String {
      guard let request, let end = request.firstRange(of: "\r\n\r\n") else { return "" }
      return String(request[end.upperBound...])
    }

    @Test("an answer that is owed to a callback URL is sent there")
    func callback() async throws {
      let receiver = try LoopbackServer { _, connection in connection.answer() }
      defer { receiver.stop() }
      let server = try await RunningAPIServer.start(["-m", "/nowhere/at/all"])
      let answer = try HTTPCall("POST", "/model/train?callback_url=\(receiver.url("/done"))", body: Array("language: en".utf8)).send(
        to: server.port)
      #expect(answer.status == 204)
      #expect(answer.body.isEmpty)
      try await Condition.wait(for: "a posted answer") { receiver.requests.count == 1 }
      #expect(try JSONParser.parse(Array(Self.body(of: receiver.requests.first).utf8))["code"] == 501)
      #expect(try await server.program.stop() == .exit(0))
    }

    @Test("the server calls neither itself nor a metadata service, however a request spells that")
    func itself() async throws {
      let server = try await RunningAPIServer.start(["-m", "/nowhere/at/all"])
      for host in [
        "127.0.0.1:\(server.port)", "localhost:\(server.port)", "2130706433:\(server.port)", "[::ffff:127.0.0.1]:\(server.port)",
        "169.254.169.254",
      ] {
        let owed = try HTTPCall("POST", "/model/train?callback_url=http://\(host)/model").send(to: server.port)
        #expect(owed.status == 400, "\(host)")
        #expect(try owed.json["details"]?["parameter"] == "callback_url")
        var call = HTTPCall.post("/model", json: ["model_server": ["url": .string("http://\(host)/model")]])
        call.method = "PUT"
        let pulled = try call.send(to: server.port)
        #expect(pulled.status == 400, "\(host)")
        #expect(try pulled.json["details"]?["parameter"] == "model_server")
      }
      #expect(try await server.program.stop() == .exit(0))
    }

    @Test("a model server that redirects to a refused address is not followed")
    func redirect() async throws {
      let outer = try LoopbackServer { _, connection in connection.answer("302 Found", headers: ["Location: http://169.254.169.254/latest"])
      }
      defer { outer.stop() }
      let server = try await RunningAPIServer.start(["-m", "/nowhere/at/all"])
      var call = HTTPCall.post("/model", json: ["model_server": ["url": .string(outer.url())]])
      call.method = "PUT"
      let answer = try call.send(to: server.port)
      #expect(answer.status == 400)
      #expect(try answer.json["details"]?["error"]?.string?.contains("169.254.169.254") == true)
      #expect(outer.requests.count == 1)
      #expect(try await server.program.stop() == .exit(0))
    }

    @Test("a turn that takes too long is answered in time, and comes to its end")
    func deadline() async throws {
      let directory = try TestDirectory.make("deadline")
      defer { TestDirectory.remove(directory) }
      let endpoints = directory.appending("endpoints.yml")
      let nlg = try LoopbackServer { _, connection in connection.waitForClose() }
      defer { nlg.stop() }
      try "nlg:\n  url: \(nlg.url())\n  timeout: 3\n".write(toFile: endpoints.string, atomically: true, encoding: .utf8)
      let server = try await RunningAPIServer.serving(Example.archive, ["--endpoints", endpoints.string, "--response-timeout", "1"])
      let answer = try HTTPCall.post("/conversations/ada/trigger_intent", json: ["name": "goodbye"]).send(to: server.port)
      #expect(answer.status == 503)
      #expect(try answer.json["message"] == "Response Timeout")
      try await Condition.wait(for: "the turn's end") {
        try HTTPCall.get("/conversations/ada/tracker").send(to: server.port).text.contains("EXTERNAL: goodbye")
      }
      #expect(try await server.program.stop() == .exit(0))
    }
  }
}
