/// The flags of Python's `re` that change what a pattern matches.
struct PatternFlags: OptionSet, Sendable {
  let rawValue: UInt8

  static let ignoreCase = PatternFlags(rawValue: 1)
  static let multiline = PatternFlags(rawValue: 2)
  static let dotAll = PatternFlags(rawValue: 4)
  static let verbose = PatternFlags(rawValue: 8)
  static let ascii = PatternFlags(rawValue: 16)

  /// The flag of a letter as in `(?i)`. `u` is how every pattern behaves anyway, `t` is accepted and
  /// means nothing; `L` is not for text.
  static func named(_ letter: Unicode.Scalar) -> PatternFlags? {
    switch letter {
    case "i": .ignoreCase
    case "m": .multiline
    case "s": .dotAll
    case "x": .verbose
    case "a": .ascii
    case "u", "t": []
    default: nil
    }
  }
}
