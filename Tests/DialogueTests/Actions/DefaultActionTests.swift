import Dialogue
import JSON
import Testing

struct DefaultActionTests {
  private func run(_ name: String, _ events: JSONValue, bot: JSONValue = [:], report: @escaping @Sendable (String) -> Void = { _ in })
    async throws -> [Event]
  {
    let domain = try Domain(bot)
    let action = try #require(ActionRegistry.action(named: name, domain: domain))
    return try await action.run(on: try Tracker(domain, json: events), ActionContext(domain, report: report))
  }

  private func message(_ intent: String, ranking: [String] = []) -> JSONValue {
    [
      "event": "user", "text": "a message",
      "parse_data": [
        "intent": ["name": .string(intent), "confidence": 0.4], "entities": [],
        "intent_ranking": .array(ranking.map { ["name": .string($0), "confidence": 0.4] }),
      ],
    ]
  }

  @Test(arguments: [
    ("action_listen", []), ("action_unlikely_intent", []), ("action_restart", ["restart"]), ("action_default_fallback", ["rewind"]),
    ("action_back", ["rewind", "rewind"]), ("action_deactivate_loop", ["active_loop", "slot"]), ("action_default_ask_rephrase", []),
    ("action_session_start", ["session_started", "action"]),
  ])
  func `a default action does the same in every bot`(name: String, expected: [String]) async throws {
    #expect(try await run(name, []).map(\.typeName) == expected)
  }

  @Test func `a default action speaks when the bot has the words`() async throws {
    let events = try await run("action_restart", [], bot: ["responses": ["utter_restart": [["text": "From the start."]]]])
    #expect(events.map(\.typeName) == ["bot", "restart"])
    #expect(events.first?.metadata["utter_action"] == "utter_restart")
  }

  @Test func `a session begins with the slots of the last one and what is known of them`() async throws {
    let bot: JSONValue = ["slots": ["city": ["type": "text", "mappings": []]]]
    let set: JSONValue = [["event": "slot", "name": "city", "value": "Oslo", "metadata": ["from": "form"]]]
    let events = try await run("action_session_start", set, bot: bot)
    #expect(events.map(\.typeName) == ["session_started", "slot", "action"])
    #expect(events[1].metadata["from"] == "form")
  }

  @Test func `a bot that wants that begins sessions without slots`() async throws {
    let bot: JSONValue = [
      "slots": ["city": ["type": "text", "mappings": []]], "session_config": ["carry_over_slots_to_new_session": false],
    ]
    let events = try await run("action_session_start", [["event": "slot", "name": "city", "value": "Oslo"]], bot: bot)
    #expect(events.map(\.typeName) == ["session_started", "action"])
  }

  @Test func `what was not understood is asked back as the likeliest intent`() async throws {
    let events = try await run("action_default_ask_affirmation", [message("nlu_fallback", ranking: ["nlu_fallback", "greet"])])
    #expect(events.first?.bot?.text == "Did you mean 'greet'?")
    #expect(
      events.first?.bot?.data["buttons"] == [["title": "Yes", "payload": "/greet"], ["title": "No", "payload": "/out_of_scope"]])
  }

  @Test func `the two-stage fallback first asks back`() async throws {
    let events = try await run("action_two_stage_fallback", [message("nlu_fallback", ranking: ["nlu_fallback", "greet"])])
    #expect(events.map(\.typeName) == ["active_loop", "bot"])
  }

  @Test func `the two-stage fallback gives up after two messages in a row`() async throws {
    let events = try await run("action_two_stage_fallback", [message("nlu_fallback"), message("nlu_fallback")])
    #expect(events.map(\.typeName) == ["active_loop", "active_loop", "rewind"])
  }

  @Test func `the two-stage fallback lets a clear answer count as the message`() async throws {
    let active: JSONValue = ["event": "active_loop", "name": "action_two_stage_fallback"]
    let events = try await run("action_two_stage_fallback", [message("nlu_fallback"), active, message("greet")])
    #expect(events.map(\.typeName) == ["active_loop", "rewind", "action", "user"])
    #expect(events.last?.user?.intent["confidence"] == 1.0)
  }

  @Test func `the action of a policy that is gone fails`() async throws {
    await #expect(throws: ActionError.self) { try await run("action_revert_fallback_events", []) }
  }
}
