import JSON
import ModelFormat

/// A feature of the word at one place of the window: from the word to the column of its value.
struct LexicalLookup: Sendable {
  private enum Answer: Sendable {
    case truth(ifTrue: Int32?, ifFalse: Int32?)
    case text(ByteVocabulary)
  }

  private let question: LexicalFeature.Question
  private let answer: Answer

  /// - Parameters:
  ///   - values: the values that training saw, with their columns.
  ///   - count: how many columns all features have together.
  ///   - file: where the values stand, for errors.
  init(_ feature: LexicalFeature, _ values: JSONValue, count: Int, file: String) throws(ModelFormatError) {
    guard let values = values.object else { throw .malformed(file: file, reason: "the values of \(feature.rawValue) are not an object") }
    var words: [(word: String, value: Int32)] = []
    for (value, column) in values {
      guard case .integer(let column) = column, (0..<count).contains(column) else {
        throw .malformed(file: file, reason: "a column of \(feature.rawValue) is not a number from 0 to \(count - 1)")
      }
      if feature.isPartOfSpeech, value != LexicalFeature.noPartOfSpeech {
        throw .malformed(file: file, reason: "\(feature.rawValue) is a part of speech, which only spaCy finds; use the other features")
      }
      words.append((value, Int32(truncatingIfNeeded: column)))
    }
    question = feature.question
    func column(_ value: String) -> Int32? { words.first { $0.word == value }?.value }
    switch question {
    case .prefix, .suffix: answer = .text(ByteVocabulary(words))
    case .partOfSpeech: answer = .truth(ifTrue: column(LexicalFeature.noPartOfSpeech), ifFalse: nil)
    case .looks, .isFirst, .isLast: answer = .truth(ifTrue: column("True"), ifFalse: column("False"))
    }
  }

  /// The column of the value that the word has; `nil` for a value that training did not see.
  /// - Parameters:
  ///   - position: the word's place among the words of its message.
  ///   - count: how many words the message has.
  func column(of word: UnsafeBufferPointer<UInt8>, _ looks: WordLooks, at position: Int, count: Int) -> Int32? {
    let isTrue: Bool
    switch question {
    case .looks(let wanted): isTrue = looks.contains(wanted)
    case .isFirst: isTrue = position == 0
    case .isLast: isTrue = position == count - 1
    case .partOfSpeech: isTrue = true
    case .prefix(let length): return column(of: LexicalFeature.prefix(word, length))
    case .suffix(let length): return column(of: LexicalFeature.suffix(word, length))
    }
    guard case .truth(let ifTrue, let ifFalse) = answer else { return nil }
    return isTrue ? ifTrue : ifFalse
  }

  private func column(of part: UnsafeBufferPointer<UInt8>) -> Int32? {
    guard case .text(let values) = answer else { return nil }
    return values.value(of: part)
  }
}
