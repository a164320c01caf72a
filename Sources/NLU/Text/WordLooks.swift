/// What Python's `str` predicates say of a word.
struct WordLooks: OptionSet, Sendable {
  let rawValue: UInt8

  /// `islower()`: there are cased letters, all of them small.
  static let lower = WordLooks(rawValue: 1)
  /// `isupper()`: there are cased letters, all of them capital.
  static let upper = WordLooks(rawValue: 2)
  /// `istitle()`: capitals stand at the start of words and nowhere else, and there are cased letters.
  static let title = WordLooks(rawValue: 4)
  /// `isdigit()`: there are only digits.
  static let digit = WordLooks(rawValue: 8)
}

extension WordLooks {
  /// Looks at a word once for all four.
  init(of word: UnsafeBufferPointer<UInt8>) {
    // Most words.
    if !word.isEmpty, word.allSatisfy({ $0 &- 0x61 < 26 }) {
      self = .lower
      return
    }
    var looks: WordLooks = word.isEmpty ? [] : [.lower, .upper, .title, .digit]
    var hasCase = false
    var isAfterCased = false
    UTF8Scanning.forEach(in: word) { scalar, _, _ in
      let kind = ScalarClass(of: scalar)
      if !kind.contains(.digit) { looks.remove(.digit) }
      if kind.isDisjoint(with: [.lower, .upper, .title]) {
        isAfterCased = false
        return
      }
      hasCase = true
      let isCapital = !kind.isDisjoint(with: [.upper, .title])
      if isCapital { looks.remove(.lower) }
      if !kind.contains(.upper) || kind.contains(.title) { looks.remove(.upper) }
      // A capital must not follow a cased letter, and a small letter must.
      if isCapital == isAfterCased { looks.remove(.title) }
      isAfterCased = true
    }
    self = hasCase ? looks : looks.intersection(.digit)
  }
}
