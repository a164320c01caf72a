import JSON

/// Something that Duckling found.
struct DucklingMatch {
  /// What kind of thing, such as `time` or `amount-of-money`.
  let dimension: String
  private let start: Int
  private let end: Int
  private let text: JSONValue
  private let value: JSONValue
  private let details: JSONValue

  /// The answer is JSON, but not what Duckling answers.
  struct Unexpected: Error, CustomStringConvertible {
    let description: String
  }

  /// Reads a whole answer.
  /// - Throws: `JSONError` or `Unexpected`, neither with a word of the message.
  static func read(_ answer: [UInt8]) throws -> [DucklingMatch] {
    let json = try JSONParser.parse(answer)
    guard let matches = json.array else { throw Unexpected(description: "it is \(json.kind) instead of a list") }
    var result: [DucklingMatch] = []
    for (index, match) in matches.enumerated() { result.append(try DucklingMatch(match, "match \(index + 1)")) }
    return result
  }

  private init(_ json: JSONValue, _ place: String) throws(Unexpected) {
    guard let members = json.object else { throw Unexpected(description: "\(place) is \(json.kind) instead of an object") }
    guard let dimension = members["dim"]?.string else { throw Unexpected(description: "\(place) has no dim") }
    guard case .integer(let start)? = members["start"], case .integer(let end)? = members["end"] else {
      throw Unexpected(description: "\(place) has no start and end")
    }
    guard let details = members["value"], let values = details.object else { throw Unexpected(description: "\(place) has no value") }
    self.dimension = dimension
    self.start = start
    self.end = end
    self.details = details
    text = members["body"] ?? members["text"] ?? .null
    value =
      values["type"] == "interval"
      ? ["to": try Self.bound("to", of: values, place), "from": try Self.bound("from", of: values, place)]
      : values["value"] ?? .null
  }

  /// One end of an interval; `null` for an open one.
  private static func bound(_ name: String, of values: JSONObject, _ place: String) throws(Unexpected) -> JSONValue {
    guard let bound = values[name] else { return .null }
    guard let members = bound.object else { throw Unexpected(description: "the \(name) of \(place) is \(bound.kind) instead of an object") }
    return members["value"] ?? .null
  }

  var entity: Entity {
    var entity = Entity(entity: dimension, start: start, end: end, value: value, extractor: "DucklingEntityExtractor")
    entity.duckling = Entity.DucklingDetails(text: text, additionalInfo: details)
    return entity
  }
}
