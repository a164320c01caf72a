extension PatternTranslator {
  /// Translates what stands behind a backslash outside a class.
  /// - Returns: whether it is an anchor, which cannot be repeated.
  mutating func escape(from start: Int) throws(PatternError) -> Bool {
    guard let next = reader.next() else { throw reader.refused("bad escape (end of pattern)", at: start) }
    switch next {
    case "A": output += "\\A"
    case "Z": output += "\\z"
    case "b": output += flags.contains(.ascii) ? exactly(Self.asciiBoundary) : "\\b"
    case "B":
      // Python finds no \B in an empty text.
      output += flags.contains(.ascii) ? exactly("(?!\\A\\z)(?!\(Self.asciiBoundary))") : "(?!\\A\\z)\\B"
    case "d", "D", "s", "S", "w", "W":
      output += exactly("[" + category(next) + "]")
      return false
    case "0":
      output += literal(try octal("0", atMost: 2, from: start))
      return false
    case "1"..."9":
      try numbered(next, from: start)
      return false
    default:
      output += literal(try character(next, from: start))
      return false
    }
    return true
  }

  private static let asciiBoundary = "(?:(?<=[A-Za-z0-9_])(?![A-Za-z0-9_])|(?<![A-Za-z0-9_])(?=[A-Za-z0-9_]))"

  /// `\12` is a group, `\123` an octal number.
  private mutating func numbered(_ first: Unicode.Scalar, from start: Int) throws(PatternError) {
    var digits = String(Character(first))
    if let second = reader.peek, ("0"..."9").contains(second) {
      reader.advance()
      digits.unicodeScalars.append(second)
      if ("0"..."7").contains(first), ("0"..."7").contains(second), let third = reader.peek, ("0"..."7").contains(third) {
        reader.advance()
        digits.unicodeScalars.append(third)
        output += literal(try octalValue(digits, from: start))
        return
      }
    }
    try reference(to: Int(digits) ?? 0, from: start)
  }

  /// The character that an octal escape means.
  mutating func octal(_ first: String, atMost limit: Int, from start: Int) throws(PatternError) -> Unicode.Scalar {
    try octalValue(first + reader.read(atMost: limit) { ("0"..."7").contains($0) }, from: start)
  }

  private func octalValue(_ digits: String, from start: Int) throws(PatternError) -> Unicode.Scalar {
    guard let value = UInt32(digits, radix: 8), value <= 0o377, let scalar = Unicode.Scalar(value) else {
      throw reader.refused("octal escape value outside of range 0-0o377", at: start)
    }
    return scalar
  }

  /// The character that an escape means, inside a class or outside.
  mutating func character(_ letter: Unicode.Scalar, from start: Int) throws(PatternError) -> Unicode.Scalar {
    switch letter {
    case "a": return "\u{7}"
    case "f": return "\u{C}"
    case "n": return "\n"
    case "r": return "\r"
    case "t": return "\t"
    case "v": return "\u{B}"
    case "x": return try hexadecimal(digits: 2, from: start)
    case "u": return try hexadecimal(digits: 4, from: start)
    case "U": return try hexadecimal(digits: 8, from: start)
    case "N": return try named(from: start)
    default:
      let isLetter = ("a"..."z").contains(letter) || ("A"..."Z").contains(letter)
      guard !isLetter else { throw reader.refused("bad escape \\\(letter)", at: start) }
      return letter
    }
  }

  private mutating func hexadecimal(digits count: Int, from start: Int) throws(PatternError) -> Unicode.Scalar {
    let digits = reader.read(atMost: count) { $0.properties.isASCIIHexDigit }
    guard digits.unicodeScalars.count == count else { throw reader.refused("incomplete escape", at: start) }
    guard let value = UInt32(digits, radix: 16), value <= 0x10FFFF else { throw reader.refused("bad escape", at: start) }
    guard let scalar = Unicode.Scalar(value) else { throw .unsupported(reason: "it names half of a surrogate pair, which no text holds") }
    return scalar
  }

  /// `\N{LATIN SMALL LETTER A}`. Names are looked for one by one: such patterns are rare, and this happens once, while loading.
  private mutating func named(from start: Int) throws(PatternError) -> Unicode.Scalar {
    guard reader.skip("{"), let name = reader.read(upTo: "}"), !name.isEmpty else {
      throw reader.refused("missing character name", at: start)
    }
    let wanted = String(name.unicodeScalars.map { Character($0.properties.uppercaseMapping) })
    for value in UInt32(0)...0x10FFFF {
      guard let scalar = Unicode.Scalar(value) else { continue }
      if scalar.properties.name == wanted || scalar.properties.nameAlias == wanted { return scalar }
    }
    throw reader.refused("undefined character name", at: start)
  }
}
