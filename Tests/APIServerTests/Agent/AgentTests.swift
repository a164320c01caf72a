import APIServer
import Dialogue
import HTTPTypes
import JSON
import Synchronization
import TestSupport
import Testing

@Suite("Turns of conversations")
struct AgentTests {
  private let gate = Gate()

  private func server() throws -> TestServer { try TestServer.greeting(services: .stub(responses: GatedResponses(gate: gate))) }

  private func messages(_ server: TestServer, _ sender: String = "ada") async throws -> [String] {
    let tracker = try await server.ask(.get, "/conversations/\(sender)/tracker?include_events=ALL").json
    return (tracker["events"]?.array ?? []).compactMap { $0["event"] == "user" ? $0["text"]?.string : nil }
  }

  @Test("in one conversation they happen one after the other, in the order of their asking")
  func order() async throws {
    let server = try server()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<4 {
        group.addTask { _ = try await server.write("\(number)") }
        try await Condition.wait(for: "the next turn") {
          number == 0 ? gate.arrivals == 1 : server.locks.waitingCount(for: ConversationID("ada")) == number
        }
      }
      #expect(gate.arrivals == 1)
      gate.open()
      try await group.waitForAll()
    }
    #expect(try await messages(server) == ["0", "1", "2", "3"])
  }

  @Test("in different conversations they happen at the same time")
  func parallel() async throws {
    let server = try server()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<4 { group.addTask { _ = try await server.write("hi", as: "user \(number)") } }
      try await Condition.wait(for: "four turns at once") { gate.arrivals == 4 }
      gate.open()
      try await group.waitForAll()
    }
  }

  @Test("a client that goes away gives its place up, and its message is not answered")
  func vanished() async throws {
    let server = try server()
    let connection = ClientConnection()
    async let first = server.write("first")
    try await Condition.wait(for: "the first turn") { gate.arrivals == 1 }
    async let second = ClientConnection.$current.withValue(connection) { try await server.write("second") }
    try await Condition.wait(for: "the second to wait") { server.locks.waitingCount(for: ConversationID("ada")) == 1 }
    connection.close()
    #expect(try await second.status == 500)
    gate.open()
    #expect(try await first.status == 200)
    #expect(try await server.write("third").status == 200)
    #expect(try await messages(server) == ["first", "third"])
  }

  @Test("a client that goes away in mid-turn leaves the turn to its end")
  func vanishedInside() async throws {
    let server = try server()
    let connection = ClientConnection()
    async let first = ClientConnection.$current.withValue(connection) { try await server.write("first") }
    try await Condition.wait(for: "the turn") { gate.arrivals == 1 }
    connection.close()
    gate.open()
    #expect(try await first.json == [["recipient_id": "ada", "text": "Hello!"]])
    #expect(try await server.ask(.get, "/conversations/ada/tracker").json["latest_action_name"] == "action_listen")
  }

  @Test("a turn keeps the model that it began with, and the next one has the new one")
  func swap() async throws {
    let server = try server()
    async let first = server.write("first")
    try await Condition.wait(for: "the turn") { gate.arrivals == 1 }
    server.current.swap(to: .greeting("two"))
    gate.open()
    _ = try await first
    _ = try await server.write("second")
    let events = try await server.ask(.get, "/conversations/ada/tracker?include_events=ALL").json["events"]?.array ?? []
    let models = events.map { $0["metadata"]?["model_id"]?.string ?? "" }
    #expect(models.drop { $0 == "one" }.allSatisfy { $0 == "two" })
    #expect(Set(models) == ["one", "two"])
  }

  @Test("what happened is kept when the turn fails")
  func failure() async throws {
    var limits = RequestLimits()
    limits.messageTokens = 2_048
    let server = try TestServer.greeting(limits: limits)
    let long = Array(repeating: "a", count: 2_049).joined(separator: " ")
    #expect(try await server.write(long).status == 413)
    #expect(try await server.write("hi").json == [["recipient_id": "ada", "text": "Hello!"]])
    #expect(try await messages(server) == ["hi"])
  }

  @Test(
    "a turn that fails before anything happens leaves earlier sessions alone",
    arguments: [("trigger_intent", #"{"name": "nonsense"}"#, 404), ("execute", #"{"name": "nonsense"}"#, 500)])
  func failureAtOnce(path: String, body: String, status: Int) async throws {
    let server = try TestServer.greeting()
    for message in ["first", "/restart", "second", "/session_start"] { _ = try await server.write(message) }
    let before = try await server.ask(.get, "/conversations/ada/tracker?include_events=ALL").json
    #expect(try await server.ask(.post, "/conversations/ada/\(path)", body: body).status == status)
    #expect(try await server.ask(.get, "/conversations/ada/tracker?include_events=ALL").json == before)
  }

  @Test("an action that nobody knows begins no session, and ends no form")
  func unknownAction() async throws {
    let server = try TestServer.greeting()
    let events =
      #"[{"event": "slot", "name": "city", "value": "Rome", "timestamp": -8000}, {"event": "active_loop", "name": "f", "timestamp": -7000}]"#
    _ = try await server.ask(.put, "/conversations/ada/tracker/events", body: events)
    #expect(try await server.ask(.post, "/conversations/ada/execute", body: #"{"name": "nonsense"}"#).status == 500)
    let tracker = try await server.ask(.get, "/conversations/ada/tracker?include_events=ALL").json
    #expect(tracker["events"]?.array?.count == 2)
    #expect(tracker["active_loop"]?["name"] == "f")
  }
}
