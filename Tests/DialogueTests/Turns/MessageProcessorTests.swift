import Dialogue
import JSON
import Testing

struct MessageProcessorTests {
  @Test func `a first message begins a session, fills slots, is answered, and then the bot listens`() async throws {
    var stage = try Stage(["utter_hi"])
    try await stage.say("hi there")
    #expect(
      stage.happened == [
        "action_session_start", "session_started", "action_listen", "user", "slot", "user_featurization", "utter_hi", "bot",
        "action_listen",
      ])
    #expect(stage.channel.texts == ["Hi, you said hi there."])
    #expect(stage.tracker.events.allSatisfy { $0.metadata["model_id"] == "m1" && $0.metadata["assistant_id"] == "a1" })
  }

  @Test func `a second message needs no new session`() async throws {
    var stage = try Stage(["utter_hi", "action_listen", "utter_bye"])
    try await stage.say("hi")
    let count = stage.tracker.events.count
    try await stage.say("bye")
    #expect(stage.happened[count...] == ["user", "slot", "user_featurization", "utter_bye", "bot", "action_listen"])
  }

  @Test func `after ten actions in a row the bot is stopped, and the operator told`() async throws {
    var stage = try Stage(Array(repeating: "utter_bye", count: 30))
    try await stage.say("hi")
    #expect(stage.channel.texts.count == 10)
    #expect(stage.reports.sentences.count == 1)
    #expect(stage.reports.sentences[0].contains("10 actions"))
  }

  @Test func `an action that brings the message again and again is stopped, too`() async throws {
    let again =
      #"{"events": [{"event": "action", "name": "action_listen"}, {"event": "user", "text": "hi", "parse_data": {"intent": {"name": "hi"}, "entities": []}}], "responses": []}"#
    let answers: [Result<String, ActionServerError>] = Array(repeating: .success(again), count: 300)
    var stage = try Stage(Array(repeating: "action_own", count: 300), answers: answers)
    try await stage.say("hi")
    #expect(stage.happened.filter { $0 == "action_own" }.count == 100)
    #expect(stage.reports.sentences.count == 1, "\(stage.reports.sentences.first ?? "")")
  }

  @Test func `a paused conversation takes messages in and does nothing else`() async throws {
    var stage = try Stage(["utter_hi"])
    stage.tracker.update(.action(DefaultAction.listen))
    stage.tracker.update(Event(.pause))
    try await stage.say("hi")
    #expect(stage.channel.texts.isEmpty)
    #expect(stage.happened.suffix(2) == ["user", "slot"])
  }

  @Test func `a custom action that fails is logged, its events are lost, and the turn goes on`() async throws {
    for failure: ActionServerError in [.status(500, body: []), .noAnswer("refused")] {
      var stage = try Stage(["action_own"], answers: [.failure(failure)])
      try await stage.say("hi")
      #expect(stage.happened.suffix(3) == ["user_featurization", "action_own", "action_listen"])
      #expect(stage.reports.sentences.count == 1)
    }
  }

  @Test func `a custom action that rejects itself leaves the choice to the policies, who see it as impossible`() async throws {
    let refusal = ActionServerError.status(400, body: Array(#"{"action_name": "action_own", "error": "no"}"#.utf8))
    var stage = try Stage(["action_own", "utter_bye"], answers: [.failure(refusal)])
    try await stage.say("hi")
    #expect(stage.happened.suffix(5) == ["action_execution_rejected", "user_featurization", "utter_bye", "bot", "action_listen"])
  }

  @Test func `what a custom action says is sent, and what it reminds of is scheduled`() async throws {
    let answer = """
      {"events": [{"event": "reminder", "intent": "bye", "date_time": "2030-01-01T00:00:00", "name": "r", "entities": null},
      {"event": "cancel_reminder", "name": "q"}], "responses": [{"text": "one"}, {"response": "utter_bye"}]}
      """
    var stage = try Stage(["action_own"], answers: [.success(answer)])
    try await stage.say("hi")
    #expect(stage.channel.texts == ["one", "Bye."])
    #expect(stage.reminders.calls == ["schedule r for ada", "cancel q for ada"])
    #expect(stage.server.requests.count == 1)
    #expect(stage.server.requests[0]["tracker"]?["events"]?.array?.last?["event"] == "user_featurization")
  }

  @Test func `a follow-up action is run before anything is predicted, and an unknown one is passed over`() async throws {
    for (action, texts) in [("utter_bye", ["Bye."]), ("utter_unknown", [])] {
      let answer = #"{"events": [{"event": "followup", "name": "\#(action)"}], "responses": []}"#
      var stage = try Stage(["action_own"], answers: [.success(answer)])
      try await stage.say("hi")
      #expect(stage.channel.texts == texts)
      #expect(stage.reports.sentences.isEmpty == (action == "utter_bye"))
    }
  }

  @Test func `a message that is not understood ends the turn, and the session that it began stays`() async throws {
    var stage = try Stage(["utter_hi"])
    await #expect(throws: TurnError.notUnderstood) { try await stage.say("?") }
    #expect(stage.happened == ["action_session_start", "session_started", "action_listen"])
  }

  @Test func `metadata of a first message is a slot of the session`() async throws {
    var stage = try Stage(["utter_hi"])
    var metadata = JSONObject()
    metadata["from"] = "page"
    let message = UserMessage(text: "hi", senderID: "ada", inputChannel: "rest", messageID: "1", metadata: metadata)
    try await stage.processor.handle(message, on: &stage.tracker, channel: stage.channel)
    #expect(stage.happened.prefix(4) == ["slot", "action_session_start", "session_started", "slot"])
    #expect(stage.tracker.slot(DefaultSlot.sessionStartMetadata) == ["from": "page"])
  }

  @Test func `a session that has expired begins anew and keeps its slots`() async throws {
    var stage = try Stage(["utter_hi"], now: 10_000)
    stage.tracker.update(Event(.sessionStarted, timestamp: 1_000))
    stage.tracker.update(.slot("last", "before"))
    stage.tracker.update(Event(.user(UserUttered(text: "hi", intent: JSONObject(), entities: [])), timestamp: 1_000))
    let count = stage.tracker.events.count
    try await stage.say("hi")
    #expect(stage.happened[count...].prefix(4) == ["action_session_start", "session_started", "slot", "action_listen"])
  }
}
