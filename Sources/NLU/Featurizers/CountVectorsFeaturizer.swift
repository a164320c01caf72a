import Inference
import JSON
public import ModelFormat

/// Counts words or runs of characters: a row for each word of a message and one for the whole message.
///
/// Without a folder, or with one whose text vocabulary is empty, it was not trained and says nothing.
public struct CountVectorsFeaturizer: NLUComponent {
  private let name: String
  private let settings: CountVectorsSettings
  private let counter: NGramCounter?
  private let words: UnknownWords

  public static func load(_ node: GraphNode, from model: ModelReader) throws(ModelFormatError) -> CountVectorsFeaturizer {
    let settings = try CountVectorsSettings(node)
    let name = try ComponentSettings(node).featurizerName()
    guard model.isTrained(node), let vocabulary = try vocabulary(node, settings, model) else {
      return CountVectorsFeaturizer(name: name, settings: settings, counter: nil, words: UnknownWords(settings, known: nil, listed: []))
    }
    let listed = try listedWords(node, model)
    let words = UnknownWords(settings, known: vocabulary, listed: listed)
    return CountVectorsFeaturizer(
      name: name, settings: settings, counter: NGramCounter(settings, vocabulary: vocabulary), words: words)
  }

  /// The vocabulary of users' texts; other attributes have their own, which only training needs.
  private static func vocabulary(
    _ node: GraphNode, _ settings: CountVectorsSettings, _ model: ModelReader
  ) throws(ModelFormatError) -> ByteVocabulary? {
    let file = "vocabularies.json"
    let json = try model.json(file, of: node)
    guard let object = json.object else {
      throw .malformed(file: model.name(of: file, of: node), reason: "it holds \(json.kind) instead of an object")
    }
    let text = settings.usesSharedVocabulary ? json : object["text"] ?? .null
    guard let members = text.object else {
      guard text.isNull else {
        throw .malformed(file: model.name(of: file, of: node), reason: "the vocabulary of text is \(text.kind) instead of an object")
      }
      return nil
    }
    guard !members.isEmpty else { return nil }
    return try ByteVocabulary(columns: members, file: model.name(of: file, of: node))
  }

  private static func listedWords(_ node: GraphNode, _ model: ModelReader) throws(ModelFormatError) -> [String] {
    let file = "oov_words.json"
    let json = try model.json(file, of: node)
    let words = json.array?.compactMap(\.string)
    guard json.isNull || (words != nil && words?.count == json.array?.count) else {
      throw .malformed(file: model.name(of: file, of: node), reason: "it must hold a list of words")
    }
    return words ?? []
  }

  public func process(_ message: inout Message) {
    guard let counter, let tokens = message.tokens, !tokens.isEmpty else { return }
    var text: [UInt8] = []
    var parts: [Range<Int>] = []
    var word: [UInt8] = []
    text.reserveCapacity(message.utf8.count + 16)
    for token in tokens {
      if !text.isEmpty || !parts.isEmpty { text.append(UInt8(ascii: " ")) }
      let start = text.count
      append(settings.usesLemma ? token.lemma : token.bytes, of: message, to: &text, by: &word)
      parts.append(start..<text.count)
    }
    let (sequence, sentence) = counter.count(parts, of: text)
    message.features.append(Features(origin: name, sequence: sequence, sentence: sentence))
  }

  /// Appends a word as the vocabulary has it; `processed` is memory to work in.
  private func append(_ word: Range<Int>, of message: Message, to text: inout [UInt8], by processed: inout [UInt8]) {
    processed.removeAll(keepingCapacity: true)
    message.utf8.withBytes(word) { bytes in
      if let numbered = NumberReplacement.apply(to: bytes) {
        numbered.withUnsafeBufferPointer { copy($0, to: &processed) }
      } else {
        copy(bytes, to: &processed)
      }
    }
    if let replacement = words.replacement(of: processed) { processed = replacement }
    guard let accents = settings.accents else { return text.append(contentsOf: processed) }
    processed.withUnsafeBufferPointer { accents.strip($0, into: &text) }
  }

  private func copy(_ bytes: UnsafeBufferPointer<UInt8>, to processed: inout [UInt8]) {
    settings.lowercase ? PythonText.lower(bytes, into: &processed) : processed.append(contentsOf: bytes)
  }
}

extension ByteVocabulary {
  /// A vocabulary as training stores it: each word with its column, which are the numbers from 0 on.
  init(columns: JSONObject, file: String) throws(ModelFormatError) {
    var words: [(word: String, value: Int32)] = []
    words.reserveCapacity(columns.count)
    var seen = [Bool](repeating: false, count: columns.count)
    for (word, column) in columns {
      guard case .integer(let column) = column, seen.indices.contains(column), !seen[column] else {
        throw .malformed(file: file, reason: "the columns are not the numbers from 0 to \(columns.count - 1), each once")
      }
      seen[column] = true
      words.append((word, Int32(truncatingIfNeeded: column)))
    }
    self.init(words)
  }
}
