internal import Dialogue
internal import JSON
internal import NLU

/// What the user says in a step of a story.
struct StoryMessage {
  let user: UserUttered

  init(_ step: JSONObject) throws(TrainingDataError) {
    var label = PythonText.strip(step["intent"]?.string ?? "")
    if label.utf8.first == UInt8(ascii: "/") { label = String(Substring(label.utf8.dropFirst())) }
    let name = try IntentLabel(label)
    var intent = JSONObject()
    // Without an intent the text is all that policies see.
    intent["name"] = step["intent"] == nil ? .null : .string(name.intent)
    intent["full_retrieval_intent_name"] = name.hasResponseKey ? .string(label) : .null
    intent["confidence"] = 1.0
    guard let text = step["user"] else {
      user = UserUttered(text: nil, intent: intent, entities: Self.entities(step["entities"]))
      return
    }
    let annotated: AnnotatedText
    do { annotated = try AnnotatedText(PythonText.strip(text.string ?? "")) } catch { throw TrainingDataError(error.description) }
    let isCommand = annotated.plain.utf8.first == UInt8(ascii: "/")
    let entities = isCommand ? Self.entities(ofCommand: annotated.plain) : annotated.entities.map { JSONValue.object($0) }
    user = UserUttered(text: annotated.plain, intent: intent, entities: entities)
  }

  private static func entities(ofCommand text: String) -> [JSONValue] {
    (MessageSyntax.open.parse(text)?.entities ?? []).map { entity in
      ["entity": .string(entity.entity), "value": entity.value, "start": .integer(entity.start), "end": .integer(entity.end)]
    }
  }

  /// Entities that stand beside an intent: `city`, or `city: Rome` with a role or a group.
  private static func entities(_ list: JSONValue?) -> [JSONValue] {
    (list?.array ?? []).map { entry in
      guard let members = entry.object else { return ["entity": entry, "value": ""] }
      var type: JSONValue?
      var value: JSONValue?
      for (key, member) in members where key != "role" && key != "group" {
        type = .string(key)
        value = member
      }
      var entity = JSONObject()
      for (key, member) in [("entity", type), ("value", value), ("role", members["role"]), ("group", members["group"])] {
        if let member, !member.isNull { entity[key] = member }
      }
      return .object(entity)
    }
  }
}
