public import JSON

/// A message with its entities written into it: `a table in [Oslo](city)`.
public enum AnnotatedMessage {
  /// - Parameters:
  ///   - text: what the user wrote. Annotations of their own lose their brackets first; positions count from then on.
  ///   - entities: those without a start and an end are left out.
  static func text(_ text: String, intent: String?, entities: [JSONValue]) throws(StoryError) -> String {
    let plain = try EntityAnnotation.removed(from: Array(text.unicodeScalars))
    // A retrieval intent has one slash, behind which the response's key stands.
    if let intent, intent.utf8.count(where: { $0 == UInt8(ascii: "/") }) > 1 {
      throw StoryError("Intent name '\(intent)' is invalid, it cannot contain more than one '/'.")
    }
    // Such a message says itself which entities it has.
    if plain.first == "/" { return String(String.UnicodeScalarView(plain)) }
    let annotated = try annotated(plain, try EntitySpan.spans(of: entities.compactMap(\.object)))
    return String(String.UnicodeScalarView(annotated))
  }

  /// One entity as it would be written into a text: `[Oslo](city)`.
  public static func annotation(of entity: JSONObject, in text: String) -> String {
    let covered = slice(Array(text.unicodeScalars), entity["start"]?.integer, entity["end"]?.integer)
    let words = String(String.UnicodeScalarView(covered))
    return "[\(words)]" + attributes(entity, words, mayBeShort: true)
  }

  private static func annotated(_ text: [Unicode.Scalar], _ spans: [EntitySpan]) throws(StoryError) -> [Unicode.Scalar] {
    var result: [Unicode.Scalar] = []
    var position: Int?
    for span in spans {
      result += slice(text, position, span.start)
      let covered = String(String.UnicodeScalarView(slice(text, span.start, span.end)))
      result += "[\(covered)]".unicodeScalars
      let attributes = span.entities.map { Self.attributes($0, covered, mayBeShort: span.entities.count == 1) }
      result += (span.entities.count == 1 ? attributes[0] : "[" + attributes.joined(separator: ", ") + "]").unicodeScalars
      position = span.end
    }
    return result + slice(text, position, nil)
  }

  private static func attributes(_ entity: JSONObject, _ covered: String, mayBeShort: Bool) -> String {
    let type = entity["entity"] ?? .null
    var attributes = JSONObject()
    for key in ["role", "group", "value"] { if let value = entity[key], !value.isNull { attributes[key] = value } }
    if let value = attributes["value"]?.string, !value.isEmpty, Name(value) == Name(covered) { attributes["value"] = nil }
    if mayBeShort, attributes.isEmpty { return "(\(PythonFormat.text(of: type)))" }
    var all = JSONObject()
    if !type.isNull { all["entity"] = type }
    for (key, value) in attributes { all[key] = value }
    return PythonJSON.text(of: .object(all))
  }

  /// `text[start:end]` as Python has it: negative positions count from the end, and none is out of reach.
  private static func slice(_ text: [Unicode.Scalar], _ start: Int?, _ end: Int?) -> ArraySlice<Unicode.Scalar> {
    func position(_ number: Int) -> Int { number < 0 ? max(0, number + text.count) : min(number, text.count) }
    let start = start.map(position) ?? 0
    return text[start..<max(start, end.map(position) ?? text.count)]
  }
}
