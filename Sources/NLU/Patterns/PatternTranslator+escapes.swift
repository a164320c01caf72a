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

  /// The code point that an octal escape means.
  mutating func octal(_ first: String, atMost limit: Int, from start: Int) throws(PatternError) -> UInt32 {
    try octalValue(first + reader.read(atMost: limit) { ("0"..."7").contains($0) }, from: start)
  }

  private func octalValue(_ digits: String, from start: Int) throws(PatternError) -> UInt32 {
    guard let value = UInt32(digits, radix: 8), value <= 0o377 else {
      throw reader.refused("octal escape value outside of range 0-0o377", at: start)
    }
    return value
  }

  /// The code point that an escape means, inside a class or outside. It may be half of a surrogate pair.
  mutating func character(_ letter: Unicode.Scalar, from start: Int) throws(PatternError) -> UInt32 {
    switch letter {
    case "a": return 0x7
    case "f": return 0xC
    case "n": return 0xA
    case "r": return 0xD
    case "t": return 0x9
    case "v": return 0xB
    case "x": return try hexadecimal(digits: 2, from: start)
    case "u": return try hexadecimal(digits: 4, from: start)
    case "U": return try hexadecimal(digits: 8, from: start)
    case "N": return try named(from: start)
    default:
      let isLetter = ("a"..."z").contains(letter) || ("A"..."Z").contains(letter)
      guard !isLetter else { throw reader.refused("bad escape \\\(letter)", at: start) }
      return letter.value
    }
  }

  private mutating func hexadecimal(digits count: Int, from start: Int) throws(PatternError) -> UInt32 {
    let digits = reader.read(atMost: count) { $0.properties.isASCIIHexDigit }
    guard digits.unicodeScalars.count == count else { throw reader.refused("incomplete escape", at: start) }
    guard let value = UInt32(digits, radix: 16), value <= 0x10FFFF else { throw reader.refused("bad escape", at: start) }
    return value
  }

  /// `\N{LATIN SMALL LETTER A}`. Names are looked for one by one: such patterns are rare, and this happens once, while loading.
  private mutating func named(from start: Int) throws(PatternError) -> UInt32 {
    guard reader.skip("{"), let name = reader.read(upTo: "}"), !name.isEmpty else {
      throw reader.refused("missing character name", at: start)
    }
    let wanted = name.unicodeScalars.map(\.properties.uppercaseMapping).joined()
    guard namesToLookUp > 0 else { throw .unsupported(reason: "it gives more than \(Self.maximumNames) characters by their names") }
    namesToLookUp -= 1
    guard wanted.utf8.count <= Self.longestName, wanted.utf8.allSatisfy(Self.isOfNames) else {
      throw reader.refused("undefined character name", at: start)
    }
    for value in Self.namedCharacters.joined() {
      guard let properties = Unicode.Scalar(value)?.properties else { continue }
      if properties.name == wanted || properties.nameAlias == wanted { return value }
    }
    throw reader.refused("undefined character name", at: start)
  }

  /// No name is longer, and none has other characters than these.
  private static let longestName = 100
  private static func isOfNames(_ byte: UInt8) -> Bool {
    (0x41...0x5A).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x20 || byte == 0x2D
  }

  /// Where there are characters with names: planes 0 to 3, and the tags and selectors of plane 14.
  private static let namedCharacters: [ClosedRange<UInt32>] = [0x20...0x323FF, 0xE0001...0xE01EF]
}
