import Inference
import JSON
public import ModelFormat

/// Counts words or runs of characters: a row for each word of a message and one for the whole message.
///
/// Without a folder, or with one whose text vocabulary is empty, it was not trained and says nothing.
public struct CountVectorsFeaturizer: DialogueFeaturizer {
  /// What is counted of texts of one kind.
  private struct Counting: Sendable {
    let counter: NGramCounter
    let unknown: UnknownWords
  }

  private let name: String
  private let settings: CountVectorsSettings
  private let countings: [MessageAttribute: Counting]

  public static func load(_ node: GraphNode, from model: ModelReader) throws(ModelFormatError) -> CountVectorsFeaturizer {
    try load(node, from: model, for: [.text])
  }

  static func load(
    _ node: GraphNode, from model: ModelReader, for attributes: [MessageAttribute]
  ) throws(ModelFormatError) -> CountVectorsFeaturizer {
    let settings = try CountVectorsSettings(node)
    let name = try ComponentSettings(node).featurizerName()
    var countings: [MessageAttribute: Counting] = [:]
    if model.isTrained(node) {
      // Characters are never counted of names.
      for attribute in attributes where settings.analyzer == .word || !attribute.isName {
        guard let vocabulary = try vocabulary(attribute, node, settings, model) else { continue }
        let unknown = UnknownWords(settings, vocabulary: vocabulary, listed: try listedWords(node, model))
        let stopWords = try settings.stopWords(node, areUnknownWordsReplaced: unknown.areAllReplaced)
        let counter = NGramCounter(settings, vocabulary: vocabulary, stopWords: stopWords)
        countings[attribute] = Counting(counter: counter, unknown: unknown)
      }
    }
    return CountVectorsFeaturizer(name: name, settings: settings, countings: countings)
  }

  /// The vocabulary of texts of one kind by columns.
  private static func vocabulary(
    _ attribute: MessageAttribute, _ node: GraphNode, _ settings: CountVectorsSettings, _ model: ModelReader
  ) throws(ModelFormatError) -> [(word: String, value: Int32)]? {
    let file = "vocabularies.json"
    let json = try model.json(file, of: node)
    guard let object = json.object else {
      throw .malformed(file: model.name(of: file, of: node), reason: "it holds \(json.kind) instead of an object")
    }
    let text = settings.usesSharedVocabulary ? json : object[attribute.rawValue] ?? .null
    guard let members = text.object else {
      guard text.isNull else {
        throw .malformed(
          file: model.name(of: file, of: node), reason: "the vocabulary of \(attribute.rawValue) is \(text.kind) instead of an object")
      }
      return nil
    }
    return members.isEmpty ? nil : try columns(members, file: model.name(of: file, of: node))
  }

  /// The words in the order of their columns, which are the numbers from 0 on.
  private static func columns(_ members: JSONObject, file: String) throws(ModelFormatError) -> [(word: String, value: Int32)] {
    var words: [(word: String, value: Int32)] = Array(repeating: ("", -1), count: members.count)
    for (word, column) in members {
      guard case .integer(let column) = column, words.indices.contains(column), words[column].value < 0 else {
        throw .malformed(file: file, reason: "the columns are not the numbers from 0 to \(members.count - 1), each once")
      }
      words[column] = (word, Int32(truncatingIfNeeded: column))
    }
    return words
  }

  private static func listedWords(_ node: GraphNode, _ model: ModelReader) throws(ModelFormatError) -> UnknownWords.Listed {
    let file = "oov_words.json"
    let json = try model.json(file, of: node)
    if let text = json.string { return .parts(of: text) }
    let words = json.array?.compactMap(\.string)
    guard json.isNull || (words != nil && words?.count == json.array?.count) else {
      throw .malformed(file: model.name(of: file, of: node), reason: "it must hold a list of words")
    }
    return .words(words ?? [])
  }

  public func process(_ message: inout Message) {
    guard let counting = countings[message.attribute], let tokens = message.tokens, !tokens.isEmpty else { return }
    let (sequence, sentence) = counting.counter.count(CountedText(message, tokens, settings, counting.unknown))
    message.features.append(Features(origin: name, sequence: sequence, sentence: message.attribute.isName ? nil : sentence))
  }
}
