package import JSON

/// Fills values into templates such as `Hello {name}!`, with every oddity of Rasa's way of doing it.
///
/// Rasa turns `{name}` into `{0[name]}` and gives that to `str.format`, so that whatever stands between the braces is a key.
/// What Python takes apart in such a text after all – `{}`, a bracket inside of a name – comes out as there.
package struct Interpolation: Sendable {
  private let values: JSONValue

  package init(_ values: JSONObject) { self.values = .object(values) }

  /// Fills values into all texts of a template, however deep; keys stay as they are.
  /// - Throws: `TemplateError` where Python raises an error that Rasa does not expect.
  package func filled(_ template: JSONValue) throws(TemplateError) -> JSONValue {
    switch template {
    case .string(let text): return .string(try filled(text))
    case .array(let elements):
      var result: [JSONValue] = []
      result.reserveCapacity(elements.count)
      for element in elements { result.append(try filled(element)) }
      return .array(result)
    case .object(var members):
      for (key, value) in members { members[key] = try filled(value) }
      return .object(members)
    default: return template
    }
  }

  /// Fills values into a text, which stays as it is when one of them is missing.
  /// - Throws: `TemplateError` where Python raises an error that Rasa does not expect.
  package func filled(_ text: String) throws(TemplateError) -> String {
    guard text.utf8.contains(where: { $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "}") }) else { return text }
    do {
      var template = PythonTemplate(Self.indexed(Array(text.unicodeScalars)), argument: values)
      let result = try template.formatted()
      // Rasa takes this for a name in double braces and starts over without values.
      guard result.utf8.contains("0[".utf8) else { return result }
      var plain = PythonTemplate(Array(text.unicodeScalars), argument: .object(JSONObject()))
      return try plain.formatted()
    } catch TemplateError.missingKey {
      return text
    }
  }

  /// The text with `{0[name]}` for every `{name}`; a name has neither braces nor line breaks.
  private static func indexed(_ text: [Unicode.Scalar]) -> [Unicode.Scalar] {
    var result: [Unicode.Scalar] = []
    result.reserveCapacity(text.count + 8)
    var position = 0
    while position < text.count {
      result.append(text[position])
      position += 1
      guard text[position - 1] == "{" else { continue }
      let end = text[position...].firstIndex { $0 == "{" || $0 == "}" || $0 == "\n" } ?? text.endIndex
      guard end < text.endIndex, text[end] == "}", end > position else { continue }
      result += ["0", "["]
      result += text[position..<end]
      result += ["]", "}"]
      position = end + 1
    }
    return result
  }
}
