import Dialogue
import JSON

/// The first word of a message is its intent, and each further word an entity of the kind `word`.
struct KeywordInterpreter: MessageInterpreter {
  func interpret(_ text: String) async throws(TurnError) -> Interpretation {
    guard text != "nonsense" else { throw .notUnderstood }
    let words = text.split(separator: " ").map(String.init)
    var data = JSONObject()
    data["text"] = .string(text)
    data["intent"] = ["name": .string(words.first ?? ""), "confidence": 0.75]
    data["entities"] = .array(words.dropFirst().map { ["entity": "word", "value": .string($0), "role": "plain"] })
    data["response_selector"] = ["faq": ["response": ["intent_response_key": "faq/pets"]]]
    return Interpretation(parseData: data)
  }
}

extension DialogueModel {
  /// A model that understands keywords and does one thing after each message.
  static func keywords(action: String? = "utter_hello") throws -> DialogueModel {
    let domain = try Domain([
      "intents": ["greet"], "actions": ["action_book"], "responses": ["utter_hello": [["text": "Hello!"], ["text": "Hi!"]]],
    ])
    let policies = action.map { PolicyEnsemble(policies: [OneActionPolicy(action: $0)], ruleOnly: RuleOnlyData()) }
    return DialogueModel(domain: domain, modelID: "keywords", assistantID: nil, interpreter: KeywordInterpreter(), policies: policies)
  }
}

/// Does one thing after every message, and then waits.
struct OneActionPolicy: Policy {
  let action: String
  let name = "OneActionPolicy"
  let priority = 1

  func predict(_ conversation: PredictionInput) -> PolicyPrediction {
    let listens = conversation.tracker.latestAction?.name == Name(DefaultAction.listen)
    let number = conversation.domain.actionNumber(Name(listens ? action : DefaultAction.listen)) ?? 0
    return PolicyPrediction(action: number, policy: name, domain: conversation.domain)
  }
}
