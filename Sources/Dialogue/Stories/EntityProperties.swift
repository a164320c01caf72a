import JSON

/// What the braces of an annotation hold: a JSON object with an entity's type, and perhaps its role, group and value.
enum EntityProperties {
  /// - Parameter scalars: without the braces.
  /// - Throws: `StoryError` when it is no JSON, or not such an object.
  @discardableResult
  static func check(_ scalars: ArraySlice<Unicode.Scalar>) throws(StoryError) -> JSONObject {
    let document = ["{"] + scalars + ["}"]
    let text = String(String.UnicodeScalarView(document))
    var syntax = PythonJSONSyntax(document)
    if let place = syntax.firstOffence() {
      throw StoryError(
        "Incorrect training data format ('\(text)'). More info at https://rasa.com/docs/rasa/training-data-format#nlu-training-data: "
          + Self.description(of: place, in: document))
    }
    guard let members = (try? JSONParser.parse(text))?.object else { throw StoryError("'\(text)' cannot be read") }
    if members["entity"] == nil { throw missingEntity(members) }
    for key in ["entity", "role", "group", "value"] {
      if let value = members[key], !isAllowed(value, as: key) { throw wrongType(key, value) }
    }
    return members
  }

  private static func description(of place: Int, in text: [Unicode.Scalar]) -> String {
    let line = text[..<place].count { $0 == "\n" } + 1
    let column = place - (text[..<place].lastIndex(of: "\n") ?? -1)
    return "line \(line) column \(column) (char \(place))"
  }

  private static func isAllowed(_ value: JSONValue, as key: String) -> Bool {
    switch value {
    case .string: true
    case .integer, .largeInteger, .number: key == "value"
    default: false
    }
  }

  private static let advice =
    ". Failed to validate data, make sure your data is valid. For more information about the format visit "
    + "https://rasa.com/docs/rasa/training-data-format.\n\nFailed validating "

  private static func wrongType(_ key: String, _ value: JSONValue) -> StoryError {
    let types = key == "value" ? "'string', 'number'" : "'string'"
    let schema = key == "value" ? "[\(types)]" : types
    let value = PythonFormat.representation(of: value)
    return StoryError(
      "\(value) is not of type \(types)\(advice)'type' in schema['properties']['\(key)']:\n    {'type': \(schema)}\n\n"
        + "On instance['\(key)']:\n    \(value)")
  }

  /// Python lays the members out in the order of their keys: on one line or, where they do not fit, on one each.
  private static func missingEntity(_ members: JSONObject) -> StoryError {
    let sorted = members.sorted { Name($0.key) < Name($1.key) }.map { key, value in
      "\(PythonFormat.representation(of: .string(key))): \(PythonFormat.representation(of: value))"
    }
    let line = "{" + sorted.joined(separator: ", ") + "}"
    let instance = line.unicodeScalars.count <= 72 ? line : "{" + sorted.joined(separator: ",\n     ") + "}"
    return StoryError(
      "'entity' is a required property\(advice)'required' in schema:\n    {'properties': {'entity': {'type': 'string'},\n"
        + "                    'group': {'type': 'string'},\n                    'role': {'type': 'string'},\n"
        + "                    'value': {'type': ['string', 'number']}},\n     'required': ['entity'],\n     'type': 'object'}\n\n"
        + "On instance:\n    \(instance)")
  }
}
