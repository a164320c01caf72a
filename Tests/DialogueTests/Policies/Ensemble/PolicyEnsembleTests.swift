import Dialogue
import JSON
import ModelFormat
import Testing

struct PolicyEnsembleTests {
  private let domain: Domain
  private let listening: Tracker

  init() throws {
    domain = try Domain(["responses": ["utter_greet": [["text": "Hi"]]]])
    listening = Tracker(senderID: "c", domain: domain, events: [.action("action_listen")])
  }

  /// Predicts one action, always.
  private struct FixedPolicy: Policy {
    let name: String
    var priority = 1
    let prediction: PolicyPrediction

    init(
      _ name: String, action: Int, confidence: Double = 1, priority: Int = 1, domain: Domain,
      _ change: (inout PolicyPrediction) -> Void = { _ in }
    ) {
      self.name = name
      self.priority = priority
      var prediction = PolicyPrediction(action: action, confidence: confidence, policy: name, priority: priority, domain: domain)
      change(&prediction)
      self.prediction = prediction
    }

    func predict(_ conversation: PredictionInput) -> PolicyPrediction { prediction }
  }

  private func predict(_ policies: FixedPolicy..., in tracker: Tracker? = nil) throws -> PolicyPrediction {
    try PolicyEnsemble(policies: policies, ruleOnly: RuleOnlyData()).predict(tracker ?? listening)
  }

  @Test func `the surest policy wins, then the one of higher priority, then the first`() throws {
    let sure = FixedPolicy("sure", action: 1, confidence: 0.9, domain: domain)
    let important = FixedPolicy("important", action: 2, confidence: 0.5, priority: 9, domain: domain)
    let first = FixedPolicy("first", action: 3, confidence: 0.5, priority: 9, domain: domain)
    #expect(try predict(important, sure).policy == "sure")
    #expect(try predict(first, FixedPolicy("humble", action: 1, confidence: 0.5, domain: domain), important).policy == "first")
  }

  @Test func `a prediction without the message stands above one from its text, and that above all others`() throws {
    let sure = FixedPolicy("sure", action: 1, domain: domain)
    let fromText = FixedPolicy("text", action: 2, confidence: 0.2, domain: domain) { $0.isEndToEnd = true }
    let without = FixedPolicy("loop", action: 3, confidence: 0.1, domain: domain) { $0.isWithoutUser = true }
    #expect(try predict(sure, fromText).policy == "text")
    #expect(try predict(sure, fromText, without).policy == "loop")
  }

  @Test func `the tracker learns the events of all policies, and the optional ones of the winner`() throws {
    let loser = FixedPolicy("loser", action: 1, confidence: 0.1, domain: domain) {
      $0.events = [.slot("a", 1)]
      $0.optionalEvents = [.slot("b", 1)]
    }
    let winner = FixedPolicy("winner", action: 2, domain: domain) {
      $0.events = [.slot("c", 1)]
      $0.optionalEvents = [.slot("d", 1)]
    }
    let prediction = try predict(loser, winner)
    #expect(prediction.events.compactMap { $0.slot?.name } == ["a", "c", "d"])
    #expect(prediction.optionalEvents.isEmpty)
    #expect(prediction.events.last?.typeName == "user_featurization")
  }

  @Test func `how the message was seen is said only right behind it`() throws {
    let policy = FixedPolicy("text", action: 2, domain: domain) { $0.isEndToEnd = true }
    guard case .featurization(let usesText) = try predict(policy).events.first?.kind else { throw EndOfTest() }
    #expect(usesText == true)
    let acting = Tracker(senderID: "c", domain: domain, events: [.action("utter_greet")])
    #expect(try predict(policy, in: acting).events.isEmpty)
  }

  private struct EndOfTest: Error {}

  private func rejected(_ action: String) throws -> Tracker {
    let json: JSONValue = [["event": "action", "name": "action_listen"], ["event": "action_execution_rejected", "name": .string(action)]]
    return Tracker(senderID: "c", domain: domain, events: try Event.list(json, now: 0, makeName: { "" }))
  }

  @Test func `an action that would not run is not predicted again until another one ran`() throws {
    var tracker = try rejected("action_restart")
    let policies = [FixedPolicy("a", action: 1, domain: domain), FixedPolicy("b", action: 2, confidence: 0.3, domain: domain)]
    #expect(try predict(policies[0], policies[1], in: tracker).policy == "b")
    tracker.update(.action("action_listen"))
    #expect(try predict(policies[0], policies[1], in: tracker).policy == "a")
  }

  @Test func `a rejected action that the domain does not have is an error`() throws {
    let tracker = try rejected("no_such_action")
    #expect(throws: PredictionError.unknownAction("no_such_action")) {
      try predict(FixedPolicy("a", action: 1, domain: domain), in: tracker)
    }
  }

  @Test func `without a policy there is no prediction`() {
    #expect(throws: PredictionError.noPrediction) { try predict() }
  }

  @Test func `policies and ensembles that Rasa does not have refuse the model by name`() throws {
    let own = try ScratchModel(.init(component: "mine.MyPolicy"))
    let error = try #require(throws: ModelFormatError.self) { try own.ensemble() }
    #expect(
      error.description.hasPrefix("the model's component MyPolicy (run_0) is not supported: rasa.core.policies.mine.MyPolicy is no policy"))
    let strange = try ScratchModel(ensemble: "mine.MyEnsemble")
    #expect(throws: ModelFormatError.self) { try strange.ensemble() }
  }
}
