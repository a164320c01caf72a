internal import Dialogue
package import JSON
internal import NLU

/// A message with what a model should understand of it.
package struct TrainingExample: Sendable {
  package let text: String
  /// Without a response's key; never empty.
  package let intent: String
  /// `faq/breakfast`; `nil` for what is no retrieval intent.
  package let responseKey: String?
  package let entities: [JSONObject]
  /// Equal for examples that Rasa takes for the same.
  let identity: Name

  /// - Parameter more: what else is said of the example; only whether it is the same depends on that.
  /// - Returns: `nil` where there is no text or no intent, since nothing can be evaluated then.
  /// - Throws: `TrainingDataError` for a name that no intent can have.
  init?(text: String, label: String, entities: [JSONObject], more: JSONObject = JSONObject()) throws(TrainingDataError) {
    guard !label.isEmpty else { return nil }
    let name = try IntentLabel(label)
    let intent = PythonText.strip(name.intent)
    guard !text.isEmpty, !intent.isEmpty else { return nil }
    self.text = text
    self.intent = intent
    responseKey = name.hasResponseKey ? label : nil
    self.entities = entities
    var all = more
    all["text"] = .string(text)
    all["intent"] = .string(intent)
    if name.hasResponseKey { all["intent_response_key"] = .string(label) }
    if !entities.isEmpty { all["entities"] = .array(entities.map { .object($0) }) }
    identity = Name(Self.canonical(.object(all)).jsonText)
  }

  /// Rasa compares by text: `3` and `"3"` are one, and so are objects in another order.
  private static func canonical(_ value: JSONValue) -> JSONValue {
    switch value {
    case .array(let elements): return .array(elements.map(canonical))
    case .object(let members):
      var sorted = JSONObject()
      for (key, value) in members.sorted(by: { Name($0.key) < Name($1.key) }) { sorted[key] = canonical(value) }
      return .object(sorted)
    default: return .string(PythonFormat.text(of: value))
    }
  }
}
