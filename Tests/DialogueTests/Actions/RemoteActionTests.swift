import Dialogue
import JSON
import Testing

struct RemoteActionTests {
  private let domain: JSONValue = [
    "actions": ["action_book", "validate_form", ["action_eager": ["send_domain": true]]],
    "responses": ["utter_booked": [["text": "Booked for {who}", "buttons": [["title": "Thanks"]]]]],
  ]

  private func run(_ name: String, _ server: (any ActionServer)?) async throws -> [Event] {
    let domain = try Domain(domain)
    let action = try #require(ActionRegistry.action(named: name, domain: domain))
    return try await action.run(on: Tracker(senderID: "s", domain: domain), ActionContext(domain, server: server))
  }

  private func failure(_ server: (any ActionServer)?) async throws -> ActionError? {
    do {
      _ = try await run("action_book", server)
      return nil
    } catch {
      return error as? ActionError
    }
  }

  @Test func `messages come before events`() async throws {
    let server = ListedActionServer([
      "action_book": [
        .init(["events": [["event": "slot", "name": "a", "value": 1]], "responses": [["text": "Done"]]])
      ]
    ])
    let events = try await run("action_book", server)
    #expect(events.map(\.typeName) == ["bot", "slot"])
    #expect(events.first?.bot?.text == "Done")
  }

  @Test func `a response is filled with what came along, and gets further buttons`() async throws {
    let response: JSONValue = ["response": "utter_booked", "who": "Ana", "text": "", "buttons": [["title": "Again"]]]
    let events = try await run("action_book", ListedActionServer(["action_book": [.init(["responses": [response]])]]))
    #expect(events.first?.bot?.text == "Booked for Ana")
    #expect(events.first?.bot?.data["buttons"] == [["title": "Thanks"], ["title": "Again"]])
    #expect(events.first?.metadata["utter_action"] == "utter_booked")
  }

  @Test(arguments: [("action_book", false), ("action_eager", true), ("validate_form", true)])
  func `a selective server gets the domain only where the action wants it`(name: String, isSent: Bool) async throws {
    let server = ListedActionServer([name: [.init([:])]], selective: true)
    _ = try await run(name, server)
    #expect((server.requests.first?["domain"] != nil) == isSent)
  }

  @Test func `the request names the version of Rasa`() async throws {
    let server = ListedActionServer(["action_book": [.init([:])]])
    _ = try await run("action_book", server)
    #expect(server.requests.first?["version"] == "3.6.21")
    #expect(server.requests.first?["domain"] == domain)
  }

  @Test func `the status 400 with a name rejects the action`() async throws {
    let server = ListedActionServer(["action_book": [.init(status: 400, ["action_name": "action_book", "error": "no room"])]])
    #expect(try await failure(server) == .rejected(action: "action_book", reason: "no room"))
  }

  @Test(arguments: [400, 404, 500])
  func `every other bad status is a failure`(status: Int) async throws {
    guard case .failed = try await failure(ListedActionServer(["action_book": [.init(status: status, [:])]])) else {
      Issue.record("the action did not fail")
      return
    }
  }

  @Test func `without an action server an action fails`() async throws {
    #expect(try await failure(nil) == .failed("There is no action server to run the action action_book."))
  }

  @Test func `more events than a conversation can bear are a failure`() async throws {
    let events = [JSONValue](repeating: ["event": "pause"], count: 10_001)
    guard case .failed = try await failure(ListedActionServer(["action_book": [.init(["events": .array(events)])]])) else {
      Issue.record("the action did not fail")
      return
    }
  }

  @Test func `a failure says where the answer is wrong and not what it holds`() async throws {
    let answer: JSONValue = ["events": [["event": "slot", "name": ["secret"], "value": 1]]]
    let failure = try #require(try await failure(ListedActionServer(["action_book": [.init(answer)]])))
    #expect(failure.description.contains("events[0].name is a list instead of a string"))
    #expect(!failure.description.contains("secret"))
  }
}
