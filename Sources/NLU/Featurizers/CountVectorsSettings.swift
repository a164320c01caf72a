import JSON
import ModelFormat

/// The settings of a `CountVectorsFeaturizer` that matter after training.
struct CountVectorsSettings: Sendable {
  /// What is counted.
  enum Analyzer: String, Sendable {
    /// Words and runs of words.
    case word
    /// Runs of characters.
    case char
    /// Runs of characters within words, each word between two spaces.
    case charWithinWords = "char_wb"
  }

  /// The words that count as if they were not there.
  private enum StopWords {
    case none
    case listed(ByteVocabulary)
    /// A list of scikit-learn's own, which no model carries.
    case english
  }

  let analyzer: Analyzer
  let lowercase: Bool
  let accents: AccentStripping?
  let lengths: ClosedRange<Int>
  let usesSharedVocabulary: Bool
  let usesLemma: Bool
  private let stopWords: StopWords
  /// As the pipeline gives it.
  let outOfVocabularyToken: String?

  /// - Throws: `ModelFormatError.malformedGraph`, naming the setting that cannot be used.
  init(_ node: GraphNode) throws(ModelFormatError) {
    let settings = ComponentSettings(node)
    let analyzer = try settings.string("analyzer") ?? Analyzer.word.rawValue
    guard let analyzer = Analyzer(rawValue: analyzer) else { throw settings.error("analyzer", "must be word, char or char_wb") }
    self.analyzer = analyzer
    lowercase = try settings.bool("lowercase", default: true)
    let accents = try settings.string("strip_accents") ?? ""
    guard accents.isEmpty || AccentStripping(rawValue: accents) != nil else {
      throw settings.error("strip_accents", "must be ascii, unicode or null")
    }
    self.accents = AccentStripping(rawValue: accents)
    let minimum = try settings.integer("min_ngram", default: 1)
    let maximum = try settings.integer("max_ngram", default: 1)
    guard minimum >= 1, maximum >= minimum, maximum <= Self.longestRun else {
      throw settings.error("min_ngram", "and max_ngram must be 1 to \(Self.longestRun), the smaller first")
    }
    lengths = minimum...maximum
    usesSharedVocabulary = try settings.bool("use_shared_vocab", default: false)
    usesLemma = try settings.bool("use_lemma", default: true)
    outOfVocabularyToken = try settings.string("OOV_token")
    stopWords = analyzer == .word ? try Self.stopWords(settings) : .none
  }

  /// Longer runs than this are nobody's wish and would cost their square.
  private static let longestRun = 1_000

  private static func stopWords(_ settings: ComponentSettings) throws(ModelFormatError) -> StopWords {
    guard let name = settings.value("stop_words")?.string else {
      let words = try settings.strings("stop_words")
      return words.isEmpty ? .none : .listed(ByteVocabulary(words.map { ($0, 0) }))
    }
    guard name == "english" else { throw settings.error("stop_words", "must be a list of words or english") }
    return .english
  }

  /// The words that count as if they were not there.
  ///
  /// None of the list that `english` stands for is in the vocabulary, so it only matters where the words around one of it would be joined
  /// to a run.
  /// - Parameter areUnknownWordsReplaced: every word that is not in the vocabulary has been replaced by one that is.
  /// - Throws: `ModelFormatError.malformedGraph` when the list of `english` would matter.
  func stopWords(_ node: GraphNode, areUnknownWordsReplaced: Bool) throws(ModelFormatError) -> ByteVocabulary? {
    switch stopWords {
    case .none: return nil
    case .listed(let words): return words
    case .english:
      guard lengths.upperBound == 1 || areUnknownWordsReplaced else {
        let reason = "is english together with max_ngram above 1: the model does not say which words those are; train with a list of words"
        throw ComponentSettings(node).error("stop_words", reason)
      }
      return nil
    }
  }
}
