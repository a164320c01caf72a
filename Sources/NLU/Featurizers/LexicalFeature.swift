/// A question about the looks of a word. The names are those of the pipeline's `features`.
enum LexicalFeature: String, Sendable, CaseIterable {
  case low, title, upper, digit
  case prefix2, prefix5
  case suffix1, suffix2, suffix3, suffix5
  case pos, pos2
  case beginning = "BOS"
  case end = "EOS"

  /// What the pipeline asks when it says nothing: the word before, the word itself, the word after.
  static let defaultWindow: [[LexicalFeature]] = [
    [.low, .title, .upper], [.beginning, .end, .low, .upper, .title, .digit], [.low, .title, .upper],
  ]

  /// The value of a part of speech where no tokenizer finds any.
  static let noPartOfSpeech = "None"

  var isPartOfSpeech: Bool { self == .pos || self == .pos2 }

  /// What decides the feature.
  enum Question {
    case looks(WordLooks)
    case isFirst, isLast
    /// So many code points from the start.
    case prefix(Int)
    /// So many code points from the end.
    case suffix(Int)
    case partOfSpeech
  }

  var question: Question {
    switch self {
    case .low: .looks(.lower)
    case .title: .looks(.title)
    case .upper: .looks(.upper)
    case .digit: .looks(.digit)
    case .prefix2: .prefix(2)
    case .prefix5: .prefix(5)
    case .suffix1: .suffix(1)
    case .suffix2: .suffix(2)
    case .suffix3: .suffix(3)
    case .suffix5: .suffix(5)
    case .pos, .pos2: .partOfSpeech
    case .beginning: .isFirst
    case .end: .isLast
    }
  }

  /// The first code points of a word, all of a shorter one.
  static func prefix(_ word: UnsafeBufferPointer<UInt8>, _ codePoints: Int) -> UnsafeBufferPointer<UInt8> {
    var end = 0
    for _ in 0..<codePoints where end < word.count { end += UTF8Scanning.scalar(at: end, in: word).length }
    return UnsafeBufferPointer(rebasing: word[..<end])
  }

  /// The last code points of a word, all of a shorter one.
  static func suffix(_ word: UnsafeBufferPointer<UInt8>, _ codePoints: Int) -> UnsafeBufferPointer<UInt8> {
    var start = word.count
    for _ in 0..<codePoints where start > 0 {
      repeat { start -= 1 } while start > 0 && !UTF8Scanning.isLeading(word[start])
    }
    return UnsafeBufferPointer(rebasing: word[start...])
  }
}
