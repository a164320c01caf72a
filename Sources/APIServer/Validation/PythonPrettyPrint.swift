internal import Dialogue
package import JSON

/// `pprint.pformat(value, width=…)` of Python 3.10: values over several lines where one is too short.
package struct PythonPrettyPrint {
  private let width: Int
  private let maximumBytes: Int
  private var text = ""

  private init(width: Int, maximumBytes: Int) {
    self.width = width
    self.maximumBytes = maximumBytes
  }

  /// - Parameter maximumBytes: of a longer text only the beginning is made, and three dots.
  package static func text(of value: JSONValue, width: Int, maximumBytes: Int = .max) -> String {
    var printer = PythonPrettyPrint(width: width, maximumBytes: maximumBytes)
    printer.write(value, indent: 0, allowance: 0, level: 1)
    return printer.text.cut(toBytes: maximumBytes)
  }

  private var isFull: Bool { text.utf8.count > maximumBytes }

  /// - Parameters:
  ///   - indent: where the value begins.
  ///   - allowance: how much of the last line what follows needs.
  private mutating func write(_ value: JSONValue, indent: Int, allowance: Int, level: Int) {
    if let line = PythonLine.of(value, atMost: width - indent - allowance) {
      text += line
      return
    }
    switch value {
    case .object(let members) where !members.isEmpty: write(members, indent: indent + 1, allowance: allowance + 1, level: level)
    case .array(let elements) where !elements.isEmpty: write(elements, indent: indent + 1, allowance: allowance + 1, level: level)
    case .string(let string) where !string.isEmpty:
      write(maximumBytes == .max ? string : string.cut(toBytes: maximumBytes), indent: indent, allowance: allowance, level: level)
    default: text += PythonFormat.representation(of: value)
    }
  }

  private mutating func write(_ members: JSONObject, indent: Int, allowance: Int, level: Int) {
    text += "{"
    for (index, member) in PythonLine.sorted(members).enumerated() where !isFull {
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
    for (index, element) in elements.enumerated() where !isFull {
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

  static func length(_ text: String) -> Int { text.unicodeScalars.count }
}
