extension PatternTranslator {
  /// One member of a class.
  private enum Member {
    case character(UInt32)
    /// A category such as `\d`, as PCRE2 spells it.
    case category(String)
  }

  /// Translates what stands behind an opening bracket.
  mutating func characterClass(from start: Int) throws(PatternError) {
    var ranges: [ClosedRange<UInt32>] = []
    var categories = ""
    let isNegated = reader.skip("^")
    let first = reader.position
    while true {
      let place = reader.position
      guard let next = reader.next() else { throw reader.refused("unterminated character set", at: start) }
      if next == "]", place != first { break }
      let low = try member(next, from: place)
      guard reader.skip("-") else {
        add(low, to: &ranges, &categories)
        continue
      }
      guard let after = reader.next() else { throw reader.refused("unterminated character set", at: start) }
      if after == "]" {
        add(low, to: &ranges, &categories)
        ranges.append(0x2D...0x2D)
        break
      }
      let high = try member(after, from: reader.position - 1)
      guard case .character(let lower) = low, case .character(let upper) = high, lower <= upper else {
        throw reader.refused("bad character range", at: place)
      }
      ranges.append(lower...upper)
    }
    write(ranges, categories, isNegated: isNegated)
  }

  private func add(_ member: Member, to ranges: inout [ClosedRange<UInt32>], _ categories: inout String) {
    switch member {
    case .character(let scalar): ranges.append(scalar...scalar)
    case .category(let spelling): categories += spelling
    }
  }

  private mutating func member(_ first: Unicode.Scalar, from start: Int) throws(PatternError) -> Member {
    guard first == "\\" else { return .character(first.value) }
    guard let next = reader.next() else { throw reader.refused("bad escape (end of pattern)", at: start) }
    switch next {
    case "d", "D", "s", "S", "w", "W": return .category(category(next))
    case "b": return .character(0x8)
    case "0"..."7": return .character(try octal(String(Character(next)), atMost: 2, from: start))
    case "8", "9": throw reader.refused("bad escape", at: start)
    default: return .character(try character(next, from: start))
    }
  }

  private mutating func write(_ ranges: [ClosedRange<UInt32>], _ categories: String, isNegated: Bool) {
    var ranges = ranges
    let isFolded = flags.contains(.ignoreCase)
    // With the ASCII flag only ASCII letters have two cases, which PCRE2 cannot be told: both are written.
    if flags.contains(.ascii) {
      if isFolded { ranges += ranges.flatMap(Self.otherASCIICase) }
    } else if isFolded {
      for letters in Self.extraCases where letters.contains(where: { letter in ranges.contains { $0.contains(letter) } }) {
        ranges += letters.map { $0...$0 }
      }
    }
    ranges = ranges.flatMap(Self.withoutSurrogates)
    guard !ranges.isEmpty || !categories.isEmpty else {
      output += isNegated ? Self.anything : Self.nothing
      return
    }
    let spelled = ranges.map {
      $0.count == 1 ? Self.spelled($0.lowerBound) : Self.spelled($0.lowerBound) + "-" + Self.spelled($0.upperBound)
    }
    let body = "[" + (isNegated ? "^" : "") + categories + spelled.joined() + "]"
    output += exactly(body)
  }

  /// Halves of surrogate pairs may be named, and no text holds any.
  private static func withoutSurrogates(_ range: ClosedRange<UInt32>) -> [ClosedRange<UInt32>] {
    guard range.overlaps(surrogates) else { return [range] }
    var rest: [ClosedRange<UInt32>] = []
    if range.lowerBound < surrogates.lowerBound { rest.append(range.lowerBound...surrogates.lowerBound - 1) }
    if range.upperBound > surrogates.upperBound { rest.append(surrogates.upperBound + 1...range.upperBound) }
    return rest
  }

  private static let surrogates: ClosedRange<UInt32> = 0xD800...0xDFFF
  private static let anything = "[\\x{0}-\\x{10ffff}]"
  private static let nothing = "[^\\x{0}-\\x{10ffff}]"

  /// Under the ASCII flag what is written already has both cases, and PCRE2 must not add any.
  func exactly(_ source: String) -> String {
    flags.contains(.ascii) && flags.contains(.ignoreCase) ? "(?-i:\(source))" : source
  }

  private static func otherASCIICase(_ range: ClosedRange<UInt32>) -> [ClosedRange<UInt32>] {
    let capitals = range.clamped(to: 0x41...0x5A)
    let small = range.clamped(to: 0x61...0x7A)
    var other: [ClosedRange<UInt32>] = []
    if range.overlaps(0x41...0x5A) { other.append(capitals.lowerBound + 32...capitals.upperBound + 32) }
    if range.overlaps(0x61...0x7A) { other.append(small.lowerBound - 32...small.upperBound - 32) }
    return other
  }

  /// Letters that Python takes for the same, ignoring case, and PCRE2 does not. All others were compared one by one.
  private static let extraCases: [[UInt32]] = [[0x49, 0x69, 0x130, 0x131], [0x390, 0x1FD3], [0x3B0, 0x1FE3], [0xFB05, 0xFB06]]

  /// A character outside a class.
  func literal(_ scalar: UInt32) -> String {
    guard !Self.surrogates.contains(scalar) else { return Self.nothing }
    guard flags.contains(.ignoreCase) else { return Self.spelled(scalar) }
    if flags.contains(.ascii) {
      let both = [scalar...scalar] + Self.otherASCIICase(scalar...scalar)
      return exactly("[" + both.map { Self.spelled($0.lowerBound) }.joined() + "]")
    }
    guard let letters = Self.extraCases.first(where: { $0.contains(scalar) }) else { return Self.spelled(scalar) }
    return "[" + letters.map(Self.spelled).joined() + "]"
  }

  /// A character as PCRE2 takes it for itself in any place.
  private static func spelled(_ scalar: UInt32) -> String {
    switch scalar {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F: Unicode.Scalar(scalar).map { String(Character($0)) } ?? ""
    case 0x21...0x7E: Unicode.Scalar(scalar).map { "\\" + String(Character($0)) } ?? ""
    default: "\\x{" + String(scalar, radix: 16) + "}"
    }
  }

  /// The members of `\d`, `\s`, `\w` or of their opposites, to stand between brackets.
  func category(_ letter: Unicode.Scalar) -> String {
    let isASCII = flags.contains(.ascii)
    switch letter {
    case "d": return isASCII ? "0-9" : "\\d"
    case "D": return isASCII ? "\\x{0}-\\/\\:-\\x{10ffff}" : "\\D"
    case "w": return isASCII ? "A-Za-z0-9_" : "\\w"
    case "W": return isASCII ? "\\x{0}-\\/\\:-\\@\\[-\\^\\`\\{-\\x{10ffff}" : "\\W"
    case "s": return isASCII ? "\\x{9}-\\x{d}\\x{20}" : Self.spaces
    default: return isASCII ? "\\x{0}-\\x{8}\\x{e}-\\x{1f}\\x{21}-\\x{10ffff}" : Self.notSpaces
    }
  }

  /// `str.isspace`; PCRE2's `\s` lacks the information separators.
  private static let spaces =
    "\\x{9}-\\x{d}\\x{1c}-\\x{20}\\x{85}\\x{a0}\\x{1680}\\x{2000}-\\x{200a}\\x{2028}\\x{2029}\\x{202f}\\x{205f}\\x{3000}"
  private static let notSpaces =
    "\\x{0}-\\x{8}\\x{e}-\\x{1b}\\x{21}-\\x{84}\\x{86}-\\x{9f}\\x{a1}-\\x{167f}\\x{1681}-\\x{1fff}\\x{200b}-\\x{2027}"
    + "\\x{202a}-\\x{202e}\\x{2030}-\\x{205e}\\x{2060}-\\x{2fff}\\x{3001}-\\x{10ffff}"
}
