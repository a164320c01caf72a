public import JSON

/// A text of training data, taken apart: what the user says, and the entities that are written into it.
public struct AnnotatedText: Sendable {
  /// Without annotations.
  public let plain: String
  /// `start`, `end`, `value`, `entity` and, where they are given, `role` and `group`, as Rasa has them. Places count code points.
  public let entities: [JSONObject]

  /// - Throws: `StoryError` when an annotation is in braces and is not what they have to hold.
  public init(_ text: String) throws(StoryError) {
    let scalars = Array(text.unicodeScalars)
    var plain: [Unicode.Scalar] = []
    var entities: [JSONObject] = []
    var copied = 0
    for match in EntityAnnotation.matches(in: scalars) {
      plain += scalars[copied..<match.whole.lowerBound]
      let start = plain.count
      plain += scalars[match.covered]
      copied = match.whole.upperBound
      for attributes in try Self.attributes(of: match, in: scalars) {
        entities.append(Self.entity(attributes, at: start..<plain.count, covering: Self.text(scalars[match.covered])))
      }
    }
    plain += scalars[copied...]
    self.plain = Self.text(plain[...])
    self.entities = entities
  }

  private static func attributes(of match: EntityAnnotation.Match, in text: [Unicode.Scalar]) throws(StoryError) -> [JSONObject] {
    guard let type = match.type else {
      var all: [JSONObject] = []
      for braces in match.braces { all.append(try EntityProperties.check(text[braces])) }
      return all
    }
    var attributes = JSONObject()
    attributes["entity"] = .string(Self.text(text[type]))
    if let value = match.value { attributes["value"] = .string(Self.text(text[value])) }
    return [attributes]
  }

  private static func entity(_ attributes: JSONObject, at place: Range<Int>, covering words: String) -> JSONObject {
    var entity = JSONObject()
    entity["start"] = .integer(place.lowerBound)
    entity["end"] = .integer(place.upperBound)
    entity["value"] = attributes["value"] ?? .string(words)
    entity["entity"] = attributes["entity"]
    for key in ["role", "group"] {
      if let value = attributes[key], value.isTruthy { entity[key] = value }
    }
    return entity
  }

  private static func text(_ scalars: ArraySlice<Unicode.Scalar>) -> String { String(String.UnicodeScalarView(scalars)) }
}
