/// What Python says of a code point: `str`'s predicates and the `\w` of its two regular expression engines.
///
/// Models are trained under CPython 3.10, which knows Unicode 13; the tokenizer's engine knows Unicode 15. Swift's tables are newer,
/// so a code point that a later version assigned is unassigned here too. All others were compared one by one.
struct ScalarClass: OptionSet, Sendable {
  let rawValue: UInt8

  /// `\w` of `re`: letters, numbers and the underscore.
  static let word = ScalarClass(rawValue: 1)
  /// `\w` of `regex`, by which words are split: combining marks and joiners belong to their word.
  static let tokenWord = ScalarClass(rawValue: 2)
  /// `str.isspace`, `\s` of `re`.
  static let space = ScalarClass(rawValue: 4)
  /// `\s` of `regex`, which leaves out the four information separators.
  static let tokenSpace = ScalarClass(rawValue: 8)
  /// The Unicode property Uppercase.
  static let upper = ScalarClass(rawValue: 16)
  /// The Unicode property Lowercase.
  static let lower = ScalarClass(rawValue: 32)
  /// The general category Lt.
  static let title = ScalarClass(rawValue: 64)
  /// `str.isdigit`: decimal digits and the like of superscripts.
  static let digit = ScalarClass(rawValue: 128)
}

extension ScalarClass {
  /// The class of a code point.
  init(of scalar: UInt32) {
    self = scalar < Self.tableSize ? Self.table[Int(scalar)] : Self.block(of: scalar) ?? ScalarClass(computedFor: scalar)
  }

  /// The alphabets up to the kana are looked up.
  private static let tableSize: UInt32 = 0x3100
  private static let table: [ScalarClass] = (0..<tableSize).map(ScalarClass.init(computedFor:))

  /// The newest Unicode version of CPython 3.10.
  private static let pythonUnicode = 13
  /// The newest Unicode version of the tokenizer's engine.
  private static let tokenizerUnicode = 15
  /// Letters that Unicode 13 classed otherwise than later versions do.
  private static let reclassified: [UInt32] = [0x0295, 0x10FC, 0xAB69]

  /// The class of the code points in the large blocks that are all alike: ideographs and syllables, private use, pictographs.
  private static func block(of scalar: UInt32) -> ScalarClass? {
    switch scalar {
    case 0x3400...0x4DBF, 0x4E00...0x9FFC, 0xAC00...0xD7A3, 0x20000...0x2A6DD: [.word, .tokenWord]
    case 0xE000...0xF8FF, 0x1F18A...0x1FBEF: []
    default: nil
    }
  }

  private init(computedFor scalar: UInt32) {
    self = []
    guard let properties = Unicode.Scalar(scalar)?.properties else { return }
    let age = properties.age ?? (major: Int.max, minor: 0)
    if Self.isTokenWord(properties), age.major < Self.tokenizerUnicode || age == (Self.tokenizerUnicode, 0) { insert(.tokenWord) }
    if Self.isInformationSeparator(scalar) {
      insert(.space)
    } else if properties.isWhitespace {
      formUnion([.space, .tokenSpace])
    }
    guard age.major <= Self.pythonUnicode else { return }
    if Self.isWord(properties) || scalar == 0x5F { insert(.word) }
    if properties.isUppercase { insert(.upper) }
    if properties.isLowercase != Self.reclassified.contains(scalar) { insert(.lower) }
    if properties.generalCategory == .titlecaseLetter { insert(.title) }
    if properties.numericType == .digit || properties.numericType == .decimal { insert(.digit) }
  }

  private static func isInformationSeparator(_ scalar: UInt32) -> Bool { (0x1C...0x1F).contains(scalar) }

  private static func isWord(_ properties: Unicode.Scalar.Properties) -> Bool {
    switch properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber, .letterNumber, .otherNumber:
      true
    default: false
    }
  }

  private static func isTokenWord(_ properties: Unicode.Scalar.Properties) -> Bool {
    switch properties.generalCategory {
    case .decimalNumber, .nonspacingMark, .spacingMark, .enclosingMark, .connectorPunctuation: true
    default: properties.isAlphabetic || properties.isJoinControl
    }
  }
}
