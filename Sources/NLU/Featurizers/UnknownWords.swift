/// What a word that training never saw is counted as.
struct UnknownWords: Sendable {
  /// What takes an unknown word's place, `nil` when nothing does.
  private let replacement: [UInt8]?
  /// The words that stay as they are (`isListOfKnown`) or those that are replaced.
  private let words: ByteVocabulary?
  private let isListOfKnown: Bool

  /// - Parameters:
  ///   - known: the vocabulary of users' texts.
  ///   - listed: the words that training replaced.
  init(_ settings: CountVectorsSettings, known: ByteVocabulary?, listed: [String]) {
    guard settings.analyzer == .word, let given = settings.outOfVocabularyToken, !given.isEmpty else {
      (replacement, words, isListOfKnown) = (nil, nil, false)
      return
    }
    let lowered = settings.lowercase ? PythonText.lower(given) : given
    // Once words are listed, Rasa looks its token up as the pipeline spells it, though the vocabulary has it in small letters.
    let spelled = Array((listed.isEmpty ? lowered : given).utf8)
    replacement = Array(lowered.utf8)
    if let known, spelled.withUnsafeBufferPointer({ known.value(of: $0) }) != nil {
      (words, isListOfKnown) = (known, true)
    } else {
      (words, isListOfKnown) = (ByteVocabulary(listed.map { ($0, 0) }), false)
    }
  }

  /// What is counted instead of that word; `nil` when the word itself is.
  func replacement(of word: [UInt8]) -> [UInt8]? {
    guard let replacement, let words else { return nil }
    let isFound = word.withUnsafeBufferPointer { words.value(of: $0) } != nil
    return isFound == isListOfKnown ? nil : replacement
  }
}
