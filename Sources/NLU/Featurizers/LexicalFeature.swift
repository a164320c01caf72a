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

  /// The value of the feature as training spells it.
  enum Value {
    case text(UnsafeBufferPointer<UInt8>)
    case truth(Bool)
    case none

    /// The value's UTF-8.
    var bytes: UnsafeBufferPointer<UInt8> {
      switch self {
      case .text(let bytes): bytes
      case .truth(let value): Self.bytes(value ? "True" : "False")
      case .none: Self.bytes("None")
      }
    }

    /// A static string's bytes live as long as the program.
    private static func bytes(_ text: StaticString) -> UnsafeBufferPointer<UInt8> {
      UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
    }
  }

  /// - Parameters:
  ///   - position: the word's place among the words of its message.
  ///   - count: how many words the message has.
  func value(of word: UnsafeBufferPointer<UInt8>, at position: Int, count: Int) -> Value {
    switch self {
    case .low: .truth(PythonText.isLower(word))
    case .title: .truth(PythonText.isTitle(word))
    case .upper: .truth(PythonText.isUpper(word))
    case .digit: .truth(PythonText.isDigit(word))
    case .prefix2: .text(Self.prefix(word, 2))
    case .prefix5: .text(Self.prefix(word, 5))
    case .suffix1: .text(Self.suffix(word, 1))
    case .suffix2: .text(Self.suffix(word, 2))
    case .suffix3: .text(Self.suffix(word, 3))
    case .suffix5: .text(Self.suffix(word, 5))
    case .pos, .pos2: .none
    case .beginning: .truth(position == 0)
    case .end: .truth(position == count - 1)
    }
  }

  private static func prefix(_ word: UnsafeBufferPointer<UInt8>, _ codePoints: Int) -> UnsafeBufferPointer<UInt8> {
    var end = 0
    for _ in 0..<codePoints where end < word.count { end += UTF8Scanning.scalar(at: end, in: word).length }
    return UnsafeBufferPointer(rebasing: word[..<end])
  }

  private static func suffix(_ word: UnsafeBufferPointer<UInt8>, _ codePoints: Int) -> UnsafeBufferPointer<UInt8> {
    var start = word.count
    for _ in 0..<codePoints where start > 0 {
      repeat { start -= 1 } while start > 0 && !UTF8Scanning.isLeading(word[start])
    }
    return UnsafeBufferPointer(rebasing: word[start...])
  }
}
