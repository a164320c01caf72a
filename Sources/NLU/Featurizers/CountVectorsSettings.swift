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

  let analyzer: Analyzer
  let lowercase: Bool
  let accents: AccentStripping?
  let stopWords: ByteVocabulary?
  let lengths: ClosedRange<Int>
  let usesSharedVocabulary: Bool
  let usesLemma: Bool
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
    stopWords = analyzer == .word ? try Self.stopWords(settings, longest: maximum) : nil
  }

  /// Longer runs than this are nobody's wish and would cost their square.
  private static let longestRun = 1_000

  /// - Parameter longest: the built-in English list only matters to runs of words: alone, a stop word is not in the vocabulary anyway.
  private static func stopWords(_ settings: ComponentSettings, longest: Int) throws(ModelFormatError) -> ByteVocabulary? {
    if let name = settings.value("stop_words")?.string {
      guard name == "english" else { throw settings.error("stop_words", "must be a list of words or english") }
      guard longest == 1 else {
        throw settings.error("stop_words", "is english together with max_ngram above 1, which is not supported: give the words as a list")
      }
      return nil
    }
    let words = try settings.strings("stop_words")
    return words.isEmpty ? nil : ByteVocabulary(words.map { ($0, 0) })
  }
}
