/// Texts that would be read as something else if they stood without quotes.
enum PlainScalar {
  /// Whether a text would be read as null, a truth value, a number, a date, a merge or default key, or as naming a variable of the
  /// environment, which Rasa's reader fills in.
  static func isTyped(_ scalars: [Unicode.Scalar]) -> Bool {
    guard let first = scalars.first else { return true }
    if scalars.count <= 5, isWord(scalars) { return true }
    switch first {
    case "0"..."9":
      if isDate(scalars) { return true }
      fallthrough
    case "+", "-", ".": if isNumber(scalars) { return true }
    default: break
    }
    return namesVariable(scalars)
  }

  private static func isWord(_ scalars: [Unicode.Scalar]) -> Bool {
    switch String(String.UnicodeScalarView(scalars)) {
    case "true", "True", "TRUE", "false", "False", "FALSE", "~", "null", "Null", "NULL", "<<", "=": true
    default: false
    }
  }

  private static func namesVariable(_ scalars: [Unicode.Scalar]) -> Bool {
    guard let end = scalars.lastIndex(of: "}"), end >= 2 else { return false }
    return (0..<end - 1).contains { scalars[$0] == "$" && scalars[$0 + 1] == "{" }
  }

  private static func isNumber(_ scalars: [Unicode.Scalar]) -> Bool {
    var reader = ScalarReader(scalars)
    _ = reader.skip { $0 == "+" || $0 == "-" }
    return isInteger(reader) || isFloat(reader, hasSign: reader.position > 0)
  }

  /// Digits and underscores; also binary, octal and hexadecimal ones.
  private static func isInteger(_ start: ScalarReader) -> Bool {
    var reader = start
    if reader.skipAll({ isDigit($0) || $0 == "_" }) > 0, reader.isAtEnd { return true }
    reader = start
    guard reader.skip({ $0 == "0" }) else { return false }
    var digits = reader
    if digits.skip({ $0 == "b" }), digits.skipAll({ "01_".unicodeScalars.contains($0) }) > 0, digits.isAtEnd { return true }
    digits = reader
    if digits.skip({ $0 == "o" }), digits.skipAll({ ("0"..."7").contains($0) || $0 == "_" }) > 0, digits.isAtEnd { return true }
    digits = reader
    return digits.skip { $0 == "x" } && digits.skipAll { isHexDigit($0) || $0 == "_" } > 0 && digits.isAtEnd
  }

  /// Digits with a fraction, an exponent or both; a number that begins with its point needs a digit, and a sign in its exponent.
  private static func isFloat(_ start: ScalarReader, hasSign: Bool) -> Bool {
    var reader = start
    let startsWithPoint = !reader.skip(isDigit)
    if !startsWithPoint { _ = reader.skipAll { isDigit($0) || $0 == "_" } }
    let hasPoint = reader.skip { $0 == "." }
    if startsWithPoint {
      guard hasPoint else { return false }
      if reader.ends(with: ["inf", "Inf", "INF"]) || (!hasSign && reader.ends(with: ["nan", "NaN", "NAN"])) { return true }
    }
    if hasPoint, reader.skipAll({ isDigit($0) || $0 == "_" }) == 0, startsWithPoint { return false }
    if reader.isAtEnd { return hasPoint }
    guard reader.skip({ $0 == "e" || $0 == "E" }) else { return false }
    let hasExponentSign = reader.skip { $0 == "+" || $0 == "-" }
    return reader.skipAll(isDigit) > 0 && reader.isAtEnd && (hasExponentSign || !startsWithPoint)
  }

  /// A day, or a day and a time.
  private static func isDate(_ scalars: [Unicode.Scalar]) -> Bool {
    var reader = ScalarReader(scalars)
    guard reader.skipDigits(4...4), reader.skip({ $0 == "-" }) else { return false }
    var day = reader
    if day.skipDigits(2...2), day.skip({ $0 == "-" }), day.skipDigits(2...2), day.isAtEnd { return true }
    guard reader.skipDigits(1...2), reader.skip({ $0 == "-" }), reader.skipDigits(1...2) else { return false }
    guard reader.skip({ $0 == "T" || $0 == "t" }) || reader.skipAll(isBlank) > 0 else { return false }
    guard reader.skipDigits(1...2), reader.skip({ $0 == ":" }), reader.skipDigits(2...2), reader.skip({ $0 == ":" }),
      reader.skipDigits(2...2)
    else { return false }
    if reader.skip({ $0 == "." }) { _ = reader.skipAll(isDigit) }
    if reader.isAtEnd { return true }
    _ = reader.skipAll(isBlank)
    if reader.skip({ $0 == "Z" }) { return reader.isAtEnd }
    guard reader.skip({ $0 == "+" || $0 == "-" }), reader.skipDigits(1...2) else { return false }
    return reader.isAtEnd || (reader.skip { $0 == ":" } && reader.skipDigits(2...2) && reader.isAtEnd)
  }

  private static func isBlank(_ scalar: Unicode.Scalar) -> Bool { scalar == " " || scalar == "\t" }
  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }
  private static func isHexDigit(_ scalar: Unicode.Scalar) -> Bool {
    isDigit(scalar) || ("a"..."f").contains(scalar) || ("A"..."F").contains(scalar)
  }
}

/// Goes through a text scalar by scalar.
private struct ScalarReader {
  private let scalars: [Unicode.Scalar]
  private(set) var position = 0

  init(_ scalars: [Unicode.Scalar]) { self.scalars = scalars }

  var isAtEnd: Bool { position == scalars.count }

  /// Passes over one scalar, if it is one of those.
  mutating func skip(_ matches: (Unicode.Scalar) -> Bool) -> Bool {
    guard position < scalars.count, matches(scalars[position]) else { return false }
    position += 1
    return true
  }

  /// Passes over all scalars that are of those, and counts them.
  mutating func skipAll(_ matches: (Unicode.Scalar) -> Bool) -> Int {
    let start = position
    while skip(matches) {}
    return position - start
  }

  /// Passes over as many digits as there may be.
  mutating func skipDigits(_ count: ClosedRange<Int>) -> Bool {
    var digits = 0
    while digits < count.upperBound, skip({ ("0"..."9").contains($0) }) { digits += 1 }
    return count.contains(digits)
  }

  func ends(with words: [String]) -> Bool {
    words.contains { scalars[position...].elementsEqual($0.unicodeScalars) }
  }
}
