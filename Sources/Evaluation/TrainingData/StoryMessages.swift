internal import Dialogue
internal import JSON

/// The messages that users say in stories and rules, with the intents that stand beside them.
enum StoryMessages {
  /// The examples in the order of their intents; those without a text or an intent are none.
  static func examples(in document: TrainingDataDocument) throws(TrainingDataError) -> [TrainingExample] {
    var seen: Set<Name> = []
    var messages: [(intent: Name, example: TrainingExample)] = []
    for step in try StoryReader.steps(in: document, domain: nil) {
      for case .user(let user) in step.events.map(\.kind) {
        guard let text = user.text, let intent = user.intentName, seen.insert(identity(of: user, text, intent)).inserted else { continue }
        if let example = try TrainingExample(text: text, label: intent, entities: user.entities.compactMap(\.object)) {
          messages.append((Name(intent), example))
        }
      }
    }
    let ordered = messages.enumerated().sorted { ($0.element.intent, $0.offset) < ($1.element.intent, $1.offset) }
    return ordered.map(\.element.example)
  }

  /// In stories two messages are the same whose entities differ in nothing but their values.
  private static func identity(of user: UserUttered, _ text: String, _ intent: String) -> Name {
    let entities: [JSONValue] = user.entities.map { entity in
      let names: [JSONValue] = ["entity", "role", "group"].map { entity[$0] ?? .null }
      return .array(names + (entity.object?.keys ?? []).sorted().map { .string($0) })
    }
    return Name(JSONValue.array([.string(text), .string(intent), .array(entities)]).jsonText)
  }
}
