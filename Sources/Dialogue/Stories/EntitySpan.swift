import JSON

/// A part of a message, and the entities that were found in it.
struct EntitySpan {
  /// `nil` stands for the beginning of the message, or its end.
  let start: Int?
  let end: Int?
  private(set) var entities: [JSONObject]

  /// The spans in the order of the message.
  /// - Throws: `StoryError` when two entities begin at one place and end at different ones.
  static func spans(of entities: [JSONObject]) throws(StoryError) -> [EntitySpan] {
    var spans: [EntitySpan] = []
    for entity in entities {
      guard let start = entity["start"], let end = entity["end"] else { continue }
      let span = EntitySpan(start: try position(start), end: try position(end), entities: [entity])
      if let place = spans.firstIndex(where: { $0.start == span.start }) {
        spans[place].entities.append(entity)
      } else {
        spans.append(span)
      }
    }
    for span in spans { try span.check() }
    return try sorted(spans)
  }

  private static func position(_ json: JSONValue) throws(StoryError) -> Int? {
    switch json {
    case .integer(let number): number
    case .bool(let flag): flag ? 1 : 0
    case .null: nil
    default: throw StoryError("slice indices must be integers or None or have an __index__ method")
    }
  }

  private func check() throws(StoryError) {
    for entity in entities.dropFirst() where entity["end"] != entities[0]["end"] {
      let (one, other) = (PythonFormat.representation(of: .object(entity)), PythonFormat.representation(of: .object(entities[0])))
      throw StoryError("Entities '\(one)' and '\(other)' have identical start but different end positions")
    }
  }

  private static func sorted(_ spans: [EntitySpan]) throws(StoryError) -> [EntitySpan] {
    guard spans.count > 1 else { return spans }
    for (earlier, later) in zip(spans, spans.dropFirst()) where (earlier.start == nil) != (later.start == nil) {
      let types = later.start == nil ? ("NoneType", "int") : ("int", "NoneType")
      throw StoryError("'<' not supported between instances of '\(types.0)' and '\(types.1)'")
    }
    return spans.sorted { ($0.start ?? 0) < ($1.start ?? 0) }
  }
}
