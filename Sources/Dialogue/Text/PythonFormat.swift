public import JSON

/// How Python writes values: what slots look like inside a response, and how categories are compared.
public enum PythonFormat {
  /// `str(value)`.
  public static func text(of value: JSONValue) -> String {
    if case .string(let text) = value { return text }
    return representation(of: value)
  }

  /// `repr(value)`.
  public static func representation(of value: JSONValue) -> String {
    switch value {
    case .null: "None"
    case .bool(let flag): flag ? "True" : "False"
    case .integer(let number): String(number)
    case .largeInteger(let digits): digits
    case .number(let number): self.number(number)
    case .string(let text): quoted(text)
    case .array(let elements): "[" + elements.map(representation).joined(separator: ", ") + "]"
    case .object(let members):
      "{" + members.map { "\(quoted($0.key)): \(representation(of: $0.value))" }.joined(separator: ", ") + "}"
    }
  }

  /// `repr(number)`: the shortest digits that read back as the same number.
  private static func number(_ number: Double) -> String {
    if number.isNaN { return "nan" }
    if number.isInfinite { return number < 0 ? "-inf" : "inf" }
    // Both languages write the shortest digits; they differ in where the exponent begins.
    let magnitude = abs(number)
    guard magnitude >= 1e16 || (magnitude < 1e-4 && magnitude > 0) else { return plain(number) }
    return number.description
  }

  /// Without an exponent, which Swift writes from 2^53 on already.
  private static func plain(_ number: Double) -> String {
    let text = number.description
    guard text.contains("e"), let whole = Int(exactly: number) else { return text }
    return "\(whole).0"
  }

  /// In single quotes, or in double ones where that saves an escape.
  private static func quoted(_ text: String) -> String {
    let quote: Unicode.Scalar = text.unicodeScalars.contains("'") && !text.unicodeScalars.contains("\"") ? "\"" : "'"
    var result = String.UnicodeScalarView([quote])
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": result.append(contentsOf: "\\\\".unicodeScalars)
      case "\n": result.append(contentsOf: "\\n".unicodeScalars)
      case "\r": result.append(contentsOf: "\\r".unicodeScalars)
      case "\t": result.append(contentsOf: "\\t".unicodeScalars)
      case quote: result.append(contentsOf: ["\\", scalar])
      default: isPrintable(scalar) ? result.append(scalar) : result.append(contentsOf: escape(scalar).unicodeScalars)
      }
    }
    result.append(quote)
    return String(result)
  }

  private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
    if scalar == " " { return true }
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator, .spaceSeparator: return false
    default: return true
    }
  }

  private static func escape(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16)
    func padded(_ width: Int) -> String { String(repeating: "0", count: width - digits.count) + digits }
    return scalar.value < 0x100 ? "\\x" + padded(2) : scalar.value < 0x10000 ? "\\u" + padded(4) : "\\U" + padded(8)
  }
}

extension JSONValue {
  /// Whether Python would take the value for true.
  public var isTruthy: Bool {
    switch self {
    case .null, .bool(false), .integer(0), .string(""): false
    case .number(let number): number != 0
    case .array(let elements): !elements.isEmpty
    case .object(let members): !members.isEmpty
    default: true
    }
  }
}
