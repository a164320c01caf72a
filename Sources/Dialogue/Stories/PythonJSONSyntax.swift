/// Finds the place at which Python's `json` gives up on a text, which its error names.
struct PythonJSONSyntax {
  private struct Offence: Error {
    let place: Int
  }

  /// Deeper lists are refused.
  private static let maximumDepth = 200

  private let text: [Unicode.Scalar]
  private var position = 0

  init(_ text: [Unicode.Scalar]) { self.text = text }

  /// The first place that is wrong; `nil` for JSON.
  mutating func firstOffence() -> Int? {
    do throws(Offence) {
      skipSpace()
      try value(depth: 0)
      skipSpace()
      return position == text.count ? nil : position
    } catch {
      return error.place
    }
  }

  private var next: Unicode.Scalar? { position < text.count ? text[position] : nil }

  private mutating func skip(_ scalar: Unicode.Scalar) -> Bool {
    guard next == scalar else { return false }
    position += 1
    return true
  }

  private mutating func skipSpace() { while let next, [" ", "\t", "\n", "\r"].contains(next) { position += 1 } }

  private mutating func skipDigits() -> Bool {
    let start = position
    while let next, ("0"..."9").contains(next) { position += 1 }
    return position > start
  }

  private mutating func value(depth: Int) throws(Offence) {
    let start = position
    guard depth < Self.maximumDepth else { throw Offence(place: start) }
    switch next {
    case "\"": try string()
    case "{": try object(depth: depth)
    case "[": try array(depth: depth)
    default:
      for word in ["null", "true", "false", "NaN", "Infinity", "-Infinity"] where text[start...].starts(with: word.unicodeScalars) {
        position += word.unicodeScalars.count
        return
      }
      guard number() else { throw Offence(place: start) }
    }
  }

  private mutating func number() -> Bool {
    _ = skip("-")
    guard skip("0") || skipDigits() else { return false }
    let whole = position
    if !(skip(".") && skipDigits()) { position = whole }
    let fraction = position
    if skip("e") || skip("E") {
      _ = skip("-") || skip("+")
      if !skipDigits() { position = fraction }
    }
    return true
  }

  private mutating func object(depth: Int) throws(Offence) {
    position += 1
    skipSpace()
    if skip("}") { return }
    repeat {
      skipSpace()
      guard next == "\"" else { throw Offence(place: position) }
      try string()
      skipSpace()
      guard skip(":") else { throw Offence(place: position) }
      skipSpace()
      try value(depth: depth + 1)
      skipSpace()
    } while skip(",")
    guard skip("}") else { throw Offence(place: position) }
  }

  private mutating func array(depth: Int) throws(Offence) {
    position += 1
    skipSpace()
    if skip("]") { return }
    repeat {
      skipSpace()
      try value(depth: depth + 1)
      skipSpace()
    } while skip(",")
    guard skip("]") else { throw Offence(place: position) }
  }

  private mutating func string() throws(Offence) {
    let start = position
    position += 1
    while let scalar = next {
      switch scalar {
      case "\"":
        position += 1
        return
      case "\\": try escape(from: start)
      case "\0"..."\u{1F}": throw Offence(place: position)
      default: position += 1
      }
    }
    throw Offence(place: start)
  }

  /// - Parameter start: of the text that the escape stands in.
  private mutating func escape(from start: Int) throws(Offence) {
    let escape = position
    position += 1
    switch next {
    case nil: throw Offence(place: start)
    case "\"", "\\", "/", "b", "f", "n", "r", "t": position += 1
    case "u":
      // Something has to follow the digits, if only the quote.
      let digits = text[(escape + 2)...].prefix(4)
      guard digits.count == 4, digits.endIndex < text.count, digits.allSatisfy({ $0.isASCII && $0.properties.isHexDigit }) else {
        throw Offence(place: escape + 1)
      }
      position = digits.endIndex
    default: throw Offence(place: escape)
    }
  }
}
