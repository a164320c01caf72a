import JSON

/// A part of a message, and the entities that were found in it.
struct EntitySpan {
  /// `nil` stands for the beginning of the message, or its end.
  let start: Int?
  let end: Int?
  let entities: [JSONObject]

  /// The spans in the order of the message; entities without a start and an end are in none.
  /// - Throws: `StoryError` when two entities begin at one place and end at different ones, or where a place is no number.
  static func spans(of entities: [JSONObject]) throws(StoryError) -> [EntitySpan] {
    var groups: [[JSONObject]] = []
    for entity in entities where entity["start"] != nil && entity["end"] != nil {
      if let place = groups.firstIndex(where: { isSame($0[0]["start"], entity["start"]) }) {
        groups[place].append(entity)
      } else {
        groups.append([entity])
      }
    }
    for group in groups {
      for entity in group where !isSame(entity["end"], group[0]["end"]) { throw conflict(entity, group[0]) }
    }
    try checkOrder(of: groups.map { $0[0]["start"] ?? .null })
    var spans: [EntitySpan] = []
    for group in groups { spans.append(EntitySpan(start: try place(group[0]["start"]), end: try place(group[0]["end"]), entities: group)) }
    return spans.sorted { ($0.start ?? 0) < ($1.start ?? 0) }
  }

  /// Whether Python would take both for the same: `1`, `1.0` and `True` are.
  private static func isSame(_ one: JSONValue?, _ other: JSONValue?) -> Bool {
    func number(_ value: JSONValue?) -> Double? { value?.bool.map { $0 ? 1 : 0 } ?? value?.double }
    guard let first = number(one), let second = number(other) else { return one == other }
    return first == second
  }

  private static func place(_ json: JSONValue?) throws(StoryError) -> Int? {
    switch json {
    case .integer(let number)?: number
    case .bool(let flag)?: flag ? 1 : 0
    case .null?, nil: nil
    default: throw StoryError("slice indices must be integers or None or have an __index__ method")
    }
  }

  private static func conflict(_ entity: JSONObject, _ first: JSONObject) -> StoryError {
    let entities = [entity, first].map { PythonFormat.representation(of: .object($0)) }
    return StoryError("Entities '\(entities[0])' and '\(entities[1])' have identical start but different end positions")
  }

  /// Python cannot tell whether `None` or a number comes first.
  private static func checkOrder(of starts: [JSONValue]) throws(StoryError) {
    for (earlier, later) in zip(starts, starts.dropFirst()) where earlier.isNull != later.isNull {
      throw StoryError("'<' not supported between instances of '\(type(of: later))' and '\(type(of: earlier))'")
    }
  }

  /// What Python calls it.
  private static func type(of json: JSONValue) -> String {
    switch json {
    case .null: "NoneType"
    case .bool: "bool"
    case .integer, .largeInteger: "int"
    case .number: "float"
    case .string: "str"
    case .array: "list"
    case .object: "dict"
    }
  }
}
