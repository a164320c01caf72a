import APIServer
import Dialogue
import HTTPTypes
import JSON
import Logging
import Synchronization
import TestSupport
import Testing

@Suite("Delivering reminders")
struct ReminderServiceTests {
  /// Keeps what a conversation wants to be reminded of, for the test to deliver.
  private final class Kept: ReminderScheduler {
    let reminders = Mutex<[ReminderScheduled]>([])
    func schedule(_ reminder: ReminderScheduled, for senderID: String, channel: any OutputChannel) {
      reminders.withLock { $0.append(reminder) }
    }
    func cancel(_ cancellation: ReminderCancelled, for senderID: String) {}
  }

  private let kept = Kept()

  private func remind(_ server: TestServer, endsOnMessage: Bool = true) async throws -> ReminderScheduled {
    let event: JSONValue = [
      "event": "reminder", "intent": "greet", "date_time": "1970-01-01T00:20:00Z", "name": "r", "entities": ["city": "Rome"],
      "kill_on_user_msg": .bool(endsOnMessage),
    ]
    let path = "/conversations/ada/tracker/events?execute_side_effects=true"
    #expect(try await server.ask(.post, path, body: event.jsonText).status == 200)
    return try #require(kept.reminders.withLock { $0.last })
  }

  private func deliver(_ reminder: ReminderScheduled, _ server: TestServer) async throws -> [JSONObject] {
    let channel = CollectingOutputChannel()
    try await server.agent.deliver(reminder, to: ConversationID("ada"), channel: channel)
    return channel.messages
  }

  @Test("the intent is triggered, with its entities")
  func delivers() async throws {
    let server = try TestServer.greeting(services: .stub(reminders: kept))
    let reminder = try await remind(server)
    #expect(try await deliver(reminder, server).first?["text"] == "Hello!")
    let tracker = try await server.ask(.get, "/conversations/ada/tracker").json
    #expect(tracker["latest_message"]?["text"] == "EXTERNAL: greet")
    #expect(tracker["latest_message"]?["entities"] == [["entity": "city", "value": "Rome"]])
  }

  @Test("a message in between ends it, if it says so")
  func message() async throws {
    let server = try TestServer.greeting(services: .stub(reminders: kept))
    let ending = try await remind(server)
    _ = try await server.write("hi")
    #expect(try await deliver(ending, server).isEmpty)
    let staying = try await remind(server, endsOnMessage: false)
    _ = try await server.write("hi")
    #expect(try await deliver(staying, server).count == 1)
  }

  @Test("one that is not delivered leaves the conversation as it was", arguments: ["/restart", "/session_start"])
  func undelivered(message: String) async throws {
    let server = try TestServer.greeting(services: .stub(reminders: kept))
    let reminder = try await remind(server)
    _ = try await server.write(message)
    let before = try await server.ask(.get, "/conversations/ada/tracker?include_events=ALL").json
    #expect(try await deliver(reminder, server).isEmpty)
    #expect(try await server.ask(.get, "/conversations/ada/tracker?include_events=ALL").json == before)
  }

  @Test("a restart ends it")
  func restart() async throws {
    let server = try TestServer.greeting(services: .stub(reminders: kept))
    let reminder = try await remind(server, endsOnMessage: false)
    _ = try await server.ask(.post, "/conversations/ada/tracker/events", body: #"{"event": "restart"}"#)
    #expect(try await deliver(reminder, server).isEmpty)
  }

  @Test("the service delivers what is due, and ends when it is told to")
  func service() async throws {
    let schedule = ReminderSchedule(now: { 1_200 }, report: { _ in })
    let server = try TestServer.greeting(services: .stub(reminders: schedule))
    let event = #"{"event": "reminder", "intent": "greet", "date_time": "1970-01-01T00:20:00Z", "name": "r"}"#
    _ = try await server.ask(.post, "/conversations/ada/tracker/events?execute_side_effects=true", body: event)
    let service = ReminderService(
      schedule, agent: server.agent, now: { 1_200 }, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    let running = Task { try await service.run() }
    try await Condition.wait(for: "the reminder") {
      try await server.ask(.get, "/conversations/ada/tracker").json["latest_message"]?["text"] == "EXTERNAL: greet"
    }
    running.cancel()
    try await running.value
  }
}
