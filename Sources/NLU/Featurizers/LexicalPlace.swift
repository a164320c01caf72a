import JSON
import ModelFormat

/// What is asked of the word at one place of the window, with the column of each answer that training saw.
struct LexicalPlace: Sendable {
  /// Everything that is asked of a word but its letters: its looks, and whether it is the first or the last.
  struct Situation: OptionSet, Sendable {
    let rawValue: UInt8
    static let isFirst = Situation(rawValue: 16)
    static let isLast = Situation(rawValue: 32)
    /// There are so many situations.
    static let count = 64

    init(rawValue: UInt8) { self.rawValue = rawValue }

    init(_ looks: WordLooks) { rawValue = looks.rawValue }
  }

  private enum Part {
    case prefix(Int, ByteVocabulary)
    case suffix(Int, ByteVocabulary)
  }

  /// The columns of each situation, one after another, and where they end.
  private var columns: [Int32] = []
  private var ends: [Int32] = []
  private var parts: [Part] = []

  /// - Parameters:
  ///   - features: what is asked, with the values that training saw and their columns.
  ///   - count: how many columns all places have together.
  ///   - file: where the values stand, for errors.
  init(_ features: [(feature: LexicalFeature, values: JSONValue)], count: Int, file: String) throws(ModelFormatError) {
    var truths: [(question: LexicalFeature.Question, ifTrue: Int32?, ifFalse: Int32?)] = []
    for (feature, values) in features {
      let words = try Self.columns(of: feature, values, count: count, file: file)
      func column(_ value: String) -> Int32? { words.first { $0.word == value }?.value }
      switch feature.question {
      case .prefix(let length): parts.append(.prefix(length, ByteVocabulary(words)))
      case .suffix(let length): parts.append(.suffix(length, ByteVocabulary(words)))
      case .partOfSpeech: truths.append((feature.question, column(LexicalFeature.noPartOfSpeech), nil))
      case .looks, .isFirst, .isLast: truths.append((feature.question, column("True"), column("False")))
      }
    }
    for situation in 0..<Situation.count {
      let situation = Situation(rawValue: UInt8(truncatingIfNeeded: situation))
      for (question, ifTrue, ifFalse) in truths {
        if let column = Self.holds(question, in: situation) ? ifTrue : ifFalse { columns.append(column) }
      }
      ends.append(Int32(truncatingIfNeeded: columns.count))
    }
  }

  private static func holds(_ question: LexicalFeature.Question, in situation: Situation) -> Bool {
    switch question {
    case .looks(let looks): situation.contains(Situation(looks))
    case .isFirst: situation.contains(.isFirst)
    case .isLast: situation.contains(.isLast)
    case .prefix, .suffix, .partOfSpeech: true
    }
  }

  private static func columns(
    of feature: LexicalFeature, _ values: JSONValue, count: Int, file: String
  ) throws(ModelFormatError) -> [(word: String, value: Int32)] {
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
    return words
  }

  /// Appends the columns of a word that stands at this place.
  func answer(_ situation: Situation, _ word: UnsafeBufferPointer<UInt8>, into found: inout [Int32]) {
    let start = situation.rawValue == 0 ? 0 : ends[Int(situation.rawValue) - 1]
    for index in start..<ends[Int(situation.rawValue)] { found.append(columns[Int(index)]) }
    for part in parts {
      switch part {
      case .prefix(let length, let values): if let column = values.value(of: LexicalFeature.prefix(word, length)) { found.append(column) }
      case .suffix(let length, let values): if let column = values.value(of: LexicalFeature.suffix(word, length)) { found.append(column) }
      }
    }
  }
}
