import JSON
import ModelFormat

/// What is asked of each word of a window around a word, with the column of each answer that training saw.
struct LexicalWindow: Sendable {
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

  /// A question about the first or the last letters of a word.
  private struct Part {
    let isSuffix: Bool
    /// In code points.
    let length: Int
    let values: ByteVocabulary

    func column(of word: UnsafeBufferPointer<UInt8>) -> Int32? {
      values.value(of: isSuffix ? LexicalFeature.suffix(word, length) : LexicalFeature.prefix(word, length))
    }
  }

  /// How many words the window has.
  private(set) var count = 0
  /// The columns of each situation at the first place, then those at the second, and where those of each end.
  private var columns: [Int32] = []
  private var ends: [Int32] = [0]
  /// What is asked about letters at each place; empty where nothing is at any.
  private var parts: [[Part]] = []

  /// Adds a place after those that there are.
  /// - Parameters:
  ///   - features: what is asked, with the values that training saw and their columns.
  ///   - limit: how many columns all places have together.
  ///   - file: where the values stand, for errors.
  mutating func append(
    _ features: [(feature: LexicalFeature, values: JSONValue)], limit: Int, file: String
  ) throws(ModelFormatError) {
    var truths: [(question: LexicalFeature.Question, ifTrue: Int32?, ifFalse: Int32?)] = []
    var parts: [Part] = []
    for (feature, values) in features {
      let words = try Self.columns(of: feature, values, limit: limit, file: file)
      func column(_ value: String) -> Int32? { words.first { $0.word == value }?.value }
      switch feature.question {
      case .prefix(let length): parts.append(Part(isSuffix: false, length: length, values: ByteVocabulary(words)))
      case .suffix(let length): parts.append(Part(isSuffix: true, length: length, values: ByteVocabulary(words)))
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
    count += 1
    if !parts.isEmpty || !self.parts.isEmpty {
      self.parts += Array(repeating: [], count: count - 1 - self.parts.count)
      self.parts.append(parts)
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
    of feature: LexicalFeature, _ values: JSONValue, limit: Int, file: String
  ) throws(ModelFormatError) -> [(word: String, value: Int32)] {
    guard let values = values.object else { throw .malformed(file: file, reason: "the values of \(feature.rawValue) are not an object") }
    var words: [(word: String, value: Int32)] = []
    for (value, column) in values {
      guard case .integer(let column) = column, (0..<limit).contains(column) else {
        throw .malformed(file: file, reason: "a column of \(feature.rawValue) is not a number from 0 to \(limit - 1)")
      }
      if feature.isPartOfSpeech, value != LexicalFeature.noPartOfSpeech {
        throw .malformed(file: file, reason: "\(feature.rawValue) is a part of speech, which only spaCy finds; use the other features")
      }
      words.append((value, Int32(truncatingIfNeeded: column)))
    }
    return words
  }

  /// Appends the columns of a word that stands at a place of the window.
  func answer(_ situation: Situation, _ word: UnsafeBufferPointer<UInt8>, at place: Int, into found: inout [Int32]) {
    let row = place * Situation.count + Int(situation.rawValue)
    for index in ends[row]..<ends[row + 1] { found.append(columns[Int(index)]) }
    guard place < parts.count else { return }
    for part in parts[place] {
      if let column = part.column(of: word) { found.append(column) }
    }
  }
}
