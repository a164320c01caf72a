import Dialogue
import JSON

/// A conversation, with what real Rasa made of it: what holds, which events count, what policies see and what they predict.
struct RecordedConversation {
  let json: JSONValue

  /// The events, and the conversation that they make.
  func tracker(_ domain: Domain) throws -> Tracker {
    let events = try Event.list(json["events"] ?? .null, now: 0, makeName: { "reminder" })
    return Tracker(senderID: "c", domain: domain, events: events)
  }

  /// Where our answers are others than the recorded ones, in words.
  func differences(_ ensemble: PolicyEnsemble, _ domain: Domain) throws -> [String] {
    let tracker = try tracker(domain)
    var found: [String] = []
    func compare(_ what: String, _ ours: JSONValue) { found += ours.difference(json[what] ?? .null, at: what).map { [$0] } ?? [] }
    compare("state", try tracker.told())
    compare(
      "applied", .array(tracker.appliedEvents.compactMap { event in tracker.events.firstIndex { $0 === event }.map { .integer($0) } }))
    compare("past", .array(tracker.pastStates.map(\.json)))
    compare("pastml", .array(tracker.pastStates(without: ensemble.ruleOnly).map(\.json)))
    if json["restored"] != nil { compare("restored", try tracker.restored().told()) }
    let input = PredictionInput(tracker, ruleOnly: ensemble.ruleOnly)
    compare("preds", .array(ensemble.policies.map { policy in outcome { () throws(PredictionError) in try policy.predict(input) } }))
    if json["ensemble"] != nil { compare("ensemble", outcome { () throws(PredictionError) in try ensemble.predict(tracker) }) }
    if json["ensemblefake"] != nil, let fake = json["fake"] {
      let larger = PolicyEnsemble(policies: ensemble.policies + [RecordedPolicy(fake)], ruleOnly: ensemble.ruleOnly)
      compare("ensemblefake", outcome { () throws(PredictionError) in try larger.predict(tracker) })
    }
    return found
  }

  private func outcome(_ predict: () throws(PredictionError) -> PolicyPrediction) -> JSONValue {
    do {
      return try predict().json
    } catch {
      return ["error": error == .noPrediction ? "InvalidConfigException" : "ActionNotFoundException"]
    }
  }
}

/// A policy that predicts what was recorded.
struct RecordedPolicy: Policy {
  let name = "Fake"
  let priority: Int
  private let prediction: PolicyPrediction

  init(_ json: JSONValue) {
    priority = json["priority"]?.integer ?? 1
    var prediction = PolicyPrediction(scores: (json["probs"]?.array ?? []).compactMap(\.double), policy: name, priority: priority)
    prediction.isEndToEnd = json["e2e"] == true
    prediction.isWithoutUser = json["nouser"] == true
    prediction.hidesRuleTurn = json["hide"] == true
    self.prediction = prediction
  }

  func predict(_ conversation: PredictionInput) -> PolicyPrediction { prediction }
}
