import APIServer
import HTTPTypes
import Hummingbird
import JSON
import Logging
import Shared
import Synchronization
import TestSupport
import Testing

@Suite("Answers that take too long")
struct ResponseDeadlinesTests {
  /// A server whose bot says nothing before the gate is open.
  private func server(_ gate: Gate) throws -> TestServer {
    try TestServer.greeting(services: .stub(responses: GatedResponses(gate: gate)))
  }

  @Test func `the client gets 503, and the turn goes on to its end`() async throws {
    let gate = Gate()
    let server = try server(gate)
    async let answer = server.ask(.post, "/conversations/ada/trigger_intent", body: #"{"name": "greet"}"#)
    try await Condition.wait(for: "a turn in its middle") { gate.arrivals == 1 && server.requests.deadlines.pendingCount == 1 }
    server.requests.deadlines.expire(at: .now.advanced(by: .seconds(3_599)))
    #expect(server.requests.deadlines.pendingCount == 1)
    server.requests.deadlines.expire(at: .now.advanced(by: .seconds(3_601)))
    let overdue = try await answer
    #expect(overdue.status == 503)
    #expect(overdue.text == "⚠️ 503 — Service Unavailable\n============================\nResponse Timeout\n\n")
    #expect(server.requests.deadlines.pendingCount == 0)
    #expect(server.registry.text().contains(#"status="503""#))
    gate.open()
    try await Condition.wait(for: "a kept turn") {
      try await server.ask(.get, "/conversations/ada/tracker").text.contains("Hello!")
    }
  }

  @Test func `over REST the client gets what the bot said until then`() async throws {
    let gate = Gate()
    let server = try server(gate)
    async let answer = server.write("hi")
    try await Condition.wait(for: "a turn in its middle") { gate.arrivals == 1 && server.requests.deadlines.pendingCount == 1 }
    server.requests.deadlines.expire(at: .now.advanced(by: .seconds(4_000)))
    let overdue = try await answer
    #expect(overdue.status == 200)
    #expect(try overdue.json == [])
    gate.open()
    try await Condition.wait(for: "a kept turn") {
      try await server.ask(.get, "/conversations/ada/tracker").text.contains("Hello!")
    }
  }

  @Test func `what is answered in time is answered as always`() async throws {
    let gate = Gate()
    gate.open()
    let server = try server(gate)
    #expect(try await server.write("hi").status == 200)
    #expect(server.requests.deadlines.pendingCount == 0)
    server.requests.deadlines.expire(at: .now.advanced(by: .seconds(4_000)))
    #expect(try await server.write("hi").status == 200)
  }

  @Test func `a body that does not arrive is not waited for, and not read after that`() async throws {
    let server = try TestServer.greeting()
    let (parts, more) = AsyncStream.makeStream(of: ByteBuffer.self)
    more.yield(ByteBuffer(string: #"{"text": "#))
    async let answer = server.ask(.post, "/model/parse", body: RequestBody(asyncSequence: parts))
    try await Condition.wait(for: "someone who waits") { server.requests.deadlines.pendingCount == 1 }
    server.requests.deadlines.expire(at: .now.advanced(by: .seconds(4_000)))
    #expect(try await answer.status == 503)
  }
}
