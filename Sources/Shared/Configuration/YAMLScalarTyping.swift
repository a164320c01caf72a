import JSON

/// What an unquoted scalar means. The rules were taken from how Rasa 3.6 answers: YAML 1.2's core schema with underscores in numbers,
/// `0b` numbers, and decimal numbers that begin with zeros.
enum YAMLScalarTyping {
  static func value(ofPlain text: String) -> JSONValue {
    if ["", "~", "null", "Null", "NULL"].contains(text) { return .null }
    if let flag = boolean(text) { return .bool(flag) }
    return integer(text) ?? float(text) ?? .string(text)
  }

  static func boolean(_ text: String) -> Bool? {
    switch text {
    case "true", "True", "TRUE": true
    case "false", "False", "FALSE": false
    default: nil
    }
  }

  static func integer(_ text: String) -> JSONValue? {
    let (sign, digits) = split(text[...])
    guard let first = digits.utf8.first, isDigit(first) else { return nil }
    for (prefix, radix) in [("0b", 2), ("0o", 8), ("0x", 16)] where digits.hasPrefix(prefix) {
      guard let value = Int(sign + digits.dropFirst(2).filter { $0 != "_" }, radix: radix) else { return nil }
      return .integer(value)
    }
    guard digits.utf8.allSatisfy({ isDigit($0) || $0 == UInt8(ascii: "_") }) else { return nil }
    let plain = digits.filter { $0 != "_" }
    return Int(sign + plain).map { .integer($0) } ?? .string((sign == "-" ? "-" : "") + plain.drop { $0 == "0" })
  }

  static func float(_ text: String) -> JSONValue? {
    let (sign, rest) = split(text[...])
    if [".inf", ".Inf", ".INF"].contains(rest) { return .number(sign == "-" ? -.infinity : .infinity) }
    if [".nan", ".NaN", ".NAN"].contains(text) { return .number(.nan) }
    guard isFloat(rest), let value = Double(sign + "0" + rest.filter { $0 != "_" }) else { return nil }
    return .number(value)
  }

  /// Digits with a fraction, an exponent or both; a number that begins with its point needs a digit, and a sign in its exponent.
  private static func isFloat(_ text: Substring) -> Bool {
    var rest = text.utf8
    func take(where matches: (UInt8) -> Bool) -> Int {
      let prefix = rest.prefix(while: matches)
      rest = rest.dropFirst(prefix.count)
      return prefix.count
    }
    let startsWithPoint = rest.first == UInt8(ascii: ".")
    guard startsWithPoint || rest.first.map(isDigit) == true else { return false }
    _ = take { isDigit($0) || $0 == UInt8(ascii: "_") }
    let hasPoint = rest.first == UInt8(ascii: ".")
    if hasPoint {
      rest = rest.dropFirst()
      let digits = take { isDigit($0) || $0 == UInt8(ascii: "_") }
      if startsWithPoint, digits == 0 { return false }
    }
    guard let exponent = rest.first else { return hasPoint }
    guard exponent | 0x20 == UInt8(ascii: "e") else { return false }
    rest = rest.dropFirst()
    let hasSign = rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-")
    if hasSign { rest = rest.dropFirst() }
    return take(where: isDigit) > 0 && rest.isEmpty && (hasSign || !startsWithPoint)
  }

  private static func split(_ text: Substring) -> (sign: String, rest: Substring) {
    guard let first = text.utf8.first, first == UInt8(ascii: "+") || first == UInt8(ascii: "-") else { return ("", text) }
    return (first == UInt8(ascii: "-") ? "-" : "", text.dropFirst())
  }

  private static func isDigit(_ byte: UInt8) -> Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte }
}
