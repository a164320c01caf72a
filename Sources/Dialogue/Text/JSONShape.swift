import JSON

/// What a JSON value from outside has to look like, as a JSON schema says it.
indirect enum JSONShape: Sendable {
  case any
  case string
  case number
  case integer
  case boolean
  /// `null` too.
  case optional(JSONShape)
  case list(JSONShape)
  /// Members that look like this if they are there, and further ones.
  case object([String: JSONShape], required: [String] = [])

  /// What is wrong with a value, in a sentence that says where; `nil` when nothing is. The value itself is not in it.
  func mismatch(_ value: JSONValue, at place: String) -> String? {
    switch (self, value) {
    case (.any, _), (.string, .string), (.number, .integer), (.number, .largeInteger), (.number, .number), (.integer, .integer),
      (.integer, .largeInteger), (.boolean, .bool),
      (.optional, .null):
      return nil
    case (.integer, .number(let number)) where number.rounded() == number: return nil
    case (.optional(let shape), _): return shape.mismatch(value, at: place)
    case (.list(let shape), .array(let elements)):
      for (index, element) in elements.enumerated() {
        if let mismatch = shape.mismatch(element, at: "\(place)[\(index)]") { return mismatch }
      }
      return nil
    case (.object(let shapes, let required), .object(let members)):
      if let missing = required.first(where: { members[$0] == nil }) { return "\(place) has no \(missing)" }
      for (key, shape) in shapes {
        guard let member = members[key] else { continue }
        if let mismatch = shape.mismatch(member, at: "\(place).\(key)") { return mismatch }
      }
      return nil
    default: return "\(place) is \(value.kind) instead of \(wanted)"
    }
  }

  private var wanted: String {
    switch self {
    case .any: "anything"
    case .string: "a string"
    case .number: "a number"
    case .integer: "an integer"
    case .boolean: "a boolean"
    case .optional(let shape): "\(shape.wanted) or null"
    case .list: "a list"
    case .object: "an object"
    }
  }
}
