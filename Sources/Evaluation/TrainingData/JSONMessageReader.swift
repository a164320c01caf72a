internal import JSON

/// Reads messages in Rasa's JSON format: `{"rasa_nlu_data": {"common_examples": […]}}`.
enum JSONMessageReader {
  static func read(_ json: JSONValue) throws(TrainingDataError) -> TrainingExamples {
    guard let root = json.object else { throw TrainingDataError("an object is expected, not \(json.kind)") }
    if let key = root.keys.first(where: { $0 != "rasa_nlu_data" }) {
      throw TrainingDataError("the member '\(key)' means nothing here; messages stand in 'rasa_nlu_data'")
    }
    var examples = TrainingExamples()
    guard let data = root["rasa_nlu_data"] else { return examples }
    guard data.object != nil else { throw expected("an object", data, at: "rasa_nlu_data") }
    try checkOthers(data)
    for (index, entry) in try list("common_examples", of: data).enumerated() {
      examples.append(try example(entry, at: "rasa_nlu_data.common_examples[\(index)]"))
    }
    return examples
  }

  private static func example(_ entry: JSONValue, at place: String) throws(TrainingDataError) -> TrainingExample? {
    guard var members = entry.object else { throw expected("an object", entry, at: place) }
    let text = members["text"] ?? .string("")
    guard text.string != nil || text.isNull else { throw expected("a text", text, at: place + ".text") }
    let intent = members["intent"] ?? .string("")
    guard let label = intent.string else { throw expected("a text", intent, at: place + ".intent") }
    let entities = members["entities"] ?? .array([])
    guard let elements = entities.array else { throw expected("a list", entities, at: place + ".entities") }
    for (index, entity) in elements.enumerated() { try check(entity, at: "\(place).entities[\(index)]") }
    for key in ["text", "intent", "entities"] { members[key] = nil }
    return try TrainingExample(text: text.string ?? "", label: label, entities: elements.compactMap(\.object), more: members)
  }

  private static func check(_ entity: JSONValue, at place: String) throws(TrainingDataError) {
    guard let members = entity.object else { throw expected("an object", entity, at: place) }
    for key in ["start", "end"] {
      guard let value = members[key] else { throw TrainingDataError("\(place): '\(key)' is missing") }
      guard case .integer = value else { throw expected("a whole number", value, at: "\(place).\(key)") }
    }
    guard members["entity"] != nil else { throw TrainingDataError("\(place): 'entity' is missing") }
    for key in ["entity", "role", "group"] {
      if let value = members[key], value.string == nil { throw expected("a text", value, at: "\(place).\(key)") }
    }
    if let value = members["value"], value.string == nil, value.double == nil {
      throw expected("a text or a number", value, at: place + ".value")
    }
  }

  /// What is no message has to be well-formed all the same.
  private static func checkOthers(_ data: JSONValue) throws(TrainingDataError) {
    for key in ["intent_examples", "entity_examples"] { _ = try list(key, of: data) }
    for (index, pattern) in try list("regex_features", of: data).enumerated() {
      let place = "rasa_nlu_data.regex_features[\(index)]"
      guard pattern.object != nil else { throw expected("an object", pattern, at: place) }
      for key in ["name", "pattern"] where pattern[key]?.string == nil {
        throw expected("a text", pattern[key] ?? .null, at: "\(place).\(key)")
      }
    }
    for (index, table) in try list("lookup_tables", of: data).enumerated() where table.object == nil {
      throw expected("an object", table, at: "rasa_nlu_data.lookup_tables[\(index)]")
    }
  }

  private static func list(_ key: String, of data: JSONValue) throws(TrainingDataError) -> [JSONValue] {
    guard let value = data[key] else { return [] }
    guard let elements = value.array else { throw expected("a list", value, at: "rasa_nlu_data.\(key)") }
    return elements
  }

  private static func expected(_ what: String, _ value: JSONValue, at place: String) -> TrainingDataError {
    TrainingDataError("\(place): \(what) is expected, not \(value.kind)")
  }
}
