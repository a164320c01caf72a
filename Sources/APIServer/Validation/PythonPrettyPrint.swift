internal import Dialogue
package import JSON

/// `pprint.pformat(value, width=…)` of Python 3.10: values over several lines where one is too short.
package struct PythonPrettyPrint {
  private let width: Int
  private var text = ""

  private init(width: Int) { self.width = width }

  package static func text(of value: JSONValue, width: Int) -> String {
    var printer = PythonPrettyPrint(width: width)
    printer.write(value, indent: 0, allowance: 0, level: 1)
    return printer.text
  }

  /// - Parameters:
  ///   - indent: where the value begins.
  ///   - allowance: how much of the last line what follows needs.
  private mutating func write(_ value: JSONValue, indent: Int, allowance: Int, level: Int) {
    let line = Self.oneLine(value)
    guard Self.length(line) > width - indent - allowance else {
      text += line
      return
    }
    switch value {
    case .object(let members) where !members.isEmpty: write(members, indent: indent + 1, allowance: allowance + 1, level: level)
    case .array(let elements) where !elements.isEmpty: write(elements, indent: indent + 1, allowance: allowance + 1, level: level)
    case .string(let string) where !string.isEmpty: write(string, indent: indent, allowance: allowance, level: level)
    default: text += line
    }
  }

  private mutating func write(_ members: JSONObject, indent: Int, allowance: Int, level: Int) {
    text += "{"
    for (index, member) in Self.sorted(members).enumerated() {
      if index > 0 { breakLine(",", indent) }
      let key = PythonFormat.representation(of: .string(member.key))
      text += key + ": "
      let isLast = index == members.count - 1
      write(member.value, indent: indent + Self.length(key) + 2, allowance: isLast ? allowance : 1, level: level + 1)
    }
    text += "}"
  }

  private mutating func write(_ elements: [JSONValue], indent: Int, allowance: Int, level: Int) {
    text += "["
    for (index, element) in elements.enumerated() {
      if index > 0 { breakLine(",", indent) }
      write(element, indent: indent, allowance: index == elements.count - 1 ? allowance : 1, level: level + 1)
    }
    text += "]"
  }

  /// Texts are cut at their line ends, and behind white space where that is not enough.
  private mutating func write(_ string: String, indent: Int, allowance: Int, level: Int) {
    let isOutermost = level == 1
    let indent = isOutermost ? indent + 1 : indent
    let allowance = isOutermost ? allowance + 1 : allowance
    let pieces = PythonTextPieces.of(string, width: width - indent, allowance: allowance)
    guard pieces.count > 1 else {
      text += PythonFormat.representation(of: .string(string))
      return
    }
    if isOutermost { text += "(" }
    for (index, piece) in pieces.enumerated() {
      if index > 0 { breakLine("", indent) }
      text += piece
    }
    if isOutermost { text += ")" }
  }

  private mutating func breakLine(_ delimiter: String, _ indent: Int) {
    text += delimiter + "\n" + String(repeating: " ", count: indent)
  }

  /// `repr(value)`, but with the keys in their order.
  private static func oneLine(_ value: JSONValue) -> String {
    switch value {
    case .object(let members):
      "{"
        + sorted(members).map { "\(PythonFormat.representation(of: .string($0.key))): \(oneLine($0.value))" }.joined(separator: ", ") + "}"
    case .array(let elements): "[" + elements.map(oneLine).joined(separator: ", ") + "]"
    default: PythonFormat.representation(of: value)
    }
  }

  private static func sorted(_ members: JSONObject) -> [(key: String, value: JSONValue)] {
    members.members.sorted { Name($0.key) < Name($1.key) }
  }

  static func length(_ text: String) -> Int { text.unicodeScalars.count }
}
