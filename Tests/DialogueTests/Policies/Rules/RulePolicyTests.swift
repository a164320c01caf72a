import Dialogue
import JSON
import ModelFormat
import Testing

struct RulePolicyTests {
  private static let domain: JSONValue = [
    "intents": ["greet", "order"], "slots": ["vip": ["type": "bool", "mappings": []]], "forms": ["order_form": ["required_slots": ["vip"]]],
    "responses": ["utter_greet": [["text": "Hi"]], "utter_vip": [["text": "Sir"]], "utter_lost": [["text": "?"]]],
  ]

  private static let heardGreet = #"{"prev_action": {"action_name": "action_listen"}, "user": {"intent": "greet"}}"#

  private func model(
    _ rules: JSONObject, loops: JSONValue = [:], hidden: JSONValue = [], config: JSONValue = [:]
  ) throws -> ScratchModel {
    let lookup: JSONValue = ["rules": .object(rules), "rules_for_loop_unhappy_path": loops, "rules_not_in_stories": hidden]
    return try ScratchModel(
      .init(
        component: "rule_policy.RulePolicy", config: config,
        files: ["rule_policy.json": ["lookup": lookup], "featurizer.json": ScratchModel.featurizer]),
      domain: Self.domain)
  }

  private func rules(_ outcomes: (String, JSONValue)...) -> JSONObject {
    var rules = JSONObject()
    for (states, outcome) in outcomes { rules["[\(states)]"] = outcome }
    return rules
  }

  private func tracker(_ events: Event...) throws -> Tracker {
    Tracker(senderID: "c", domain: try Domain(Self.domain), events: events)
  }

  private func heard(_ intent: String) -> Event {
    var members = JSONObject()
    members["name"] = .string(intent)
    members["confidence"] = 0.25
    return Event(.user(UserUttered(text: "some words", intent: members, entities: [])))
  }

  private func predicted(_ prediction: PolicyPrediction, _ tracker: Tracker) -> Name? {
    prediction.confidence > 0 ? prediction.action.map { tracker.domain.actions[$0] } : nil
  }

  @Test func `of two rules that match, the longer one is followed`() throws {
    let withSlot = #"{"prev_action": {"action_name": "action_listen"}, "slots": {"vip": [1.0, 1.0]}, "user": {"intent": "greet"}}"#
    let model = try model(rules((Self.heardGreet, "utter_greet"), (withSlot, "utter_vip")))
    let plain = try tracker(.action("action_listen"), heard("greet"))
    #expect(try predicted(model.ensemble().predict(plain), plain) == "utter_greet")
    let important = try tracker(.action("action_listen"), heard("greet"), .slot("vip", true))
    #expect(try predicted(model.ensemble().predict(important), important) == "utter_vip")
  }

  @Test func `a slot that must not be set keeps a rule from matching`() throws {
    let unset = #"{"prev_action": {"action_name": "action_listen"}, "slots": {"vip": "should_not_be_set"}}"#
    let model = try model(rules((unset, "utter_greet")), config: ["enable_fallback_prediction": false])
    let without = try tracker(.action("action_listen"), heard("order"))
    #expect(try predicted(model.ensemble().predict(without), without) == "utter_greet")
    let with = try tracker(.action("action_listen"), heard("order"), .slot("vip", false))
    #expect(try predicted(model.ensemble().predict(with), with) == nil)
  }

  @Test func `without a rule the fallback is predicted, as surely as is configured`() throws {
    let config: JSONValue = ["core_fallback_action_name": "utter_lost", "core_fallback_threshold": 0.45, "priority": 7]
    let model = try model(rules((Self.heardGreet, "utter_greet")), config: config)
    let tracker = try tracker(.action("action_listen"), heard("order"))
    let prediction = try model.ensemble().predict(tracker)
    #expect(predicted(prediction, tracker) == "utter_lost")
    #expect(prediction.confidence == 0.45)
    #expect(prediction.priority == 7)
  }

  @Test func `a rule may be as sure as the pipeline was, and then lose against the fallback beside it`() throws {
    let model = try model(rules((Self.heardGreet, "utter_greet")), config: ["use_nlu_confidence_as_score": true])
    let tracker = try tracker(.action("action_listen"), heard("greet"))
    #expect(try predicted(model.ensemble().predict(tracker), tracker) == "action_default_fallback")
  }

  @Test func `the intents that every bot has stand above rules`() throws {
    let restarts = #"{"prev_action": {"action_name": "action_listen"}, "user": {"intent": "restart"}}"#
    let model = try model(rules((restarts, "utter_greet")), hidden: ["predicting default action with intent restart"])
    let tracker = try tracker(.action("action_listen"), heard("restart"))
    let prediction = try model.ensemble().predict(tracker)
    #expect(predicted(prediction, tracker) == "action_restart")
    #expect(prediction.hidesRuleTurn)
  }

  @Test func `an active form goes on without a look at the message, and waits behind its run`() throws {
    let model = try model(rules((Self.heardGreet, "utter_greet")))
    let running = try tracker(.action("order_form"), Event(.activeLoop("order_form")), .action("action_listen"), heard("greet"))
    let prediction = try model.ensemble().predict(running)
    #expect(predicted(prediction, running) == "order_form")
    #expect(prediction.isWithoutUser)
    let ran = try tracker(.action("order_form"), Event(.activeLoop("order_form")))
    #expect(try predicted(model.ensemble().predict(ran), ran) == "action_listen")
  }

  @Test func `a rule that matched inside a form leads back to it, and says that it was interrupted`() throws {
    let afterGreet = #"{"prev_action": {"action_name": "utter_greet"}}"#
    let loops: JSONValue = [
      #"[{"prev_action": {"action_name": "utter_greet"}}, {"active_loop": {"name": "order_form"}, "prev_action": {"action_name": "action_listen"}}]"#:
        "loop_was_interrupted"
    ]
    let model = try model(rules((Self.heardGreet, "utter_greet"), (afterGreet, "action_listen")), loops: loops)
    var tracker = try tracker(
      .action("order_form"), Event(.activeLoop("order_form")), .action("action_listen"), heard("greet"),
      Event(.rejection(try rejection(of: "order_form"))))
    #expect(try predicted(model.ensemble().predict(tracker), tracker) == "utter_greet")
    tracker.update(.action("utter_greet"))
    let back = try model.ensemble().predict(tracker)
    #expect(predicted(back, tracker) == "order_form")
    tracker.update(.action("action_listen"))
    let interrupted = try model.ensemble().predict(tracker).events.contains {
      if case .loopInterrupted(true) = $0.kind { true } else { false }
    }
    #expect(interrupted)
  }

  private func rejection(of action: String) throws -> ActionExecutionRejected {
    let json: JSONValue = [["event": "action_execution_rejected", "name": .string(action)]]
    for event in try Event.list(json, now: 0, makeName: { "" }) { if case .rejection(let rejection) = event.kind { return rejection } }
    throw EndOfTest()
  }

  private struct EndOfTest: Error {}

  @Test func `a loop that the domain does not have is an error and no prediction`() throws {
    let model = try model(rules((Self.heardGreet, "utter_greet")))
    let tracker = try tracker(.action("action_listen"), heard("order"), Event(.activeLoop("no_such_form")))
    #expect(throws: PredictionError.unknownAction("no_such_form")) { try model.ensemble().predict(tracker) }
  }

  @Test(arguments: [
    ("[{}", "a rule is not JSON"), ("{}", "a rule is no list of states"), ("[]", "a rule is no list of states"),
    ("[7]", "an integer stands where a state should"), (#"[{"user": []}]"#, "user of a state is a list"),
    (#"[{"slots": {"vip": "yes"}}]"#, "the slot vip of a state is a string"),
    (#"[{"user": {"mood": "fine"}}]"#, "a state holds user.mood, which no state has"),
    (#"[{"slots": {"vip": [[[[[[[[[1]]]]]]]]]}}]"#, "a rule is not JSON"),
  ])
  func `rules that cannot be read refuse the model by name`(states: String, reason: String) throws {
    var rules = JSONObject()
    rules[states] = "utter_greet"
    let model = try model(rules)
    let error = try #require(throws: ModelFormatError.self) { try model.ensemble() }
    #expect(error.description.hasPrefix("components/train_0/rule_policy.json of the model is malformed: \(reason)"))
  }

  @Test func `settings of a wrong kind refuse the model`() throws {
    for config: JSONValue in [["priority": "high"], ["core_fallback_threshold": nil], ["core_fallback_action_name": 3]] {
      let model = try model(rules((Self.heardGreet, "utter_greet")), config: config)
      #expect(throws: ModelFormatError.self) { try model.ensemble() }
    }
  }
}
