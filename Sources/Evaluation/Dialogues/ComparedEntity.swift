internal import Dialogue
internal import JSON

/// What counts when an entity of a story is compared with one that was found: the message, the place, the type and the value.
struct ComparedEntity {
  let json: JSONObject

  init?(_ entity: JSONValue, in text: String?) {
    guard let members = entity.object else { return nil }
    var json = JSONObject()
    json["text"] = text.map { .string($0) } ?? .null
    for key in ["start", "end", "entity"] { if let value = members[key] { json[key] = value } }
    if let value = members["value"] {
      // Values that extractors find are compared as texts.
      json["value"] = members["extractor"] == nil ? value : .string(PythonFormat.text(of: value))
    }
    self.json = json
  }

  /// Whether all of one list are in the other, whatever their order and number.
  static func areSame(_ one: [ComparedEntity], _ other: [ComparedEntity]) -> Bool {
    func holds(_ entities: [ComparedEntity], _ entity: ComparedEntity) -> Bool {
      entities.contains { JSONValue.object($0.json).equalsInPython(.object(entity.json)) }
    }
    return one.allSatisfy { holds(other, $0) } && other.allSatisfy { holds(one, $0) }
  }
}
