/// What a word that training never saw is counted as.
struct UnknownWords: Sendable {
  /// The setting `OOV_words` as training stored it.
  enum Listed {
    case words([String])
    /// One text, of which every part counts as listed: so Python reads it.
    case parts(of: String)
  }

  private enum Rule {
    /// Nothing is replaced.
    case none
    /// What the vocabulary does not have is replaced.
    case replaceAllBut(ByteVocabulary)
    case replace(ByteVocabulary)
    case replacePartsOf([UInt8])
  }

  private let rule: Rule
  private let replacement: [UInt8]

  /// Every word is counted as itself.
  init() { (rule, replacement) = (.none, []) }

  /// - Parameters:
  ///   - vocabulary: that of users' texts.
  ///   - listed: the words that training replaced.
  init(_ settings: CountVectorsSettings, vocabulary: [(word: String, value: Int32)], listed: Listed) {
    guard settings.analyzer == .word, let given = settings.outOfVocabularyToken, !given.isEmpty else {
      (rule, replacement) = (.none, [])
      return
    }
    let lowered = settings.lowercase ? PythonText.lower(given) : given
    let isListed =
      switch listed {
      case .words(let words): !words.isEmpty
      case .parts(let text): !text.isEmpty
      }
    // Once words are listed, Rasa looks its token up as the pipeline spells it, though the vocabulary has it in small letters.
    let spelled = Array((isListed ? given : lowered).utf8)
    replacement = Array(lowered.utf8)
    if vocabulary.contains(where: { $0.word.utf8.elementsEqual(spelled) }) {
      rule = .replaceAllBut(ByteVocabulary(vocabulary))
    } else {
      rule =
        switch listed {
        case .words(let words): words.isEmpty ? .none : .replace(ByteVocabulary(words.map { ($0, 0) }))
        case .parts(let text): text.isEmpty ? .none : .replacePartsOf(Array(text.utf8))
        }
    }
  }

  /// Whether every word is counted as itself.
  var isEmpty: Bool { if case .none = rule { true } else { false } }

  /// Whether what the vocabulary does not have is replaced by what it has.
  var areAllReplaced: Bool { if case .replaceAllBut = rule { true } else { false } }

  /// What is counted instead of that word; `nil` when the word itself is.
  func replacement(of word: [UInt8]) -> [UInt8]? {
    word.withUnsafeBufferPointer { word in
      switch rule {
      case .none: nil
      case .replaceAllBut(let words): words.value(of: word) == nil ? replacement : nil
      case .replace(let words): words.value(of: word) != nil ? replacement : nil
      case .replacePartsOf(let text):
        text.withUnsafeBufferPointer { ByteSearch.first(word, in: $0, from: 0) } != nil ? replacement : nil
      }
    }
  }
}
