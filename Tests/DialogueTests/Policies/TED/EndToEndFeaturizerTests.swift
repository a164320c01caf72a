import Inference
import JSON
import NLU
import Testing

@Suite("Texts and names of dialogues are described by vocabularies of their own")
struct EndToEndFeaturizerTests {
  private static func node(_ uses: String, _ previous: String, _ config: JSONValue = [:], resource: String? = nil) -> JSONValue {
    var node: JSONObject = JSONObject()
    node["uses"] = .string("rasa.\(uses)")
    node["needs"] = ["messages": .string(previous)]
    node["config"] = config
    node["resource"] = resource.map { ["name": .string($0)] } ?? .null
    return .object(node)
  }

  private func featurizer(tokenizer: JSONValue = [:], counts: JSONValue = [:], patterns: JSONValue = []) throws -> EndToEndFeaturizer {
    let nodes: JSONValue = [
      "converter": Self.node("core.featurizers.precomputation.CoreFeaturizationInputConverter", "__tracker__"),
      "tokenizer": Self.node("nlu.tokenizers.whitespace_tokenizer.WhitespaceTokenizer", "converter", tokenizer),
      "patterns": Self.node("nlu.featurizers.sparse_featurizer.regex_featurizer.RegexFeaturizer", "tokenizer", resource: "train_it"),
      "counts": Self.node(
        "nlu.featurizers.sparse_featurizer.count_vectors_featurizer.CountVectorsFeaturizer", "patterns", counts, resource: "train_it"),
      "collector": Self.node("core.featurizers.precomputation.CoreFeaturizationCollector", "counts"),
    ]
    let model = try PolicyModel(
      nodes: nodes,
      files: [
        "components/train_it/vocabularies.json": [
          "text": ["hello": 0, "ask_price": 1, "__number__": 2],
          "intent": ["ask_price": 0, "ask": 1, "price": 2, "external: 7": 3, "7": 4],
          "action_name": .null, "action_text": ["welcome": 0, "hello": 1],
        ], "components/train_it/oov_words.json": [], "components/train_it/patterns.json": patterns,
      ])
    return try EndToEndFeaturizer.load("collector", from: model.reader)
  }

  /// The columns that a text has, with the sum of their values, and how many columns there are.
  private func counts(_ message: Message) -> [Int: Float] {
    var counts: [Int: Float] = [:]
    for matrix in message.features.compactMap(\.sequence) {
      for (column, value) in zip(matrix.indices, matrix.values) { counts[Int(column), default: 0] += value }
    }
    return counts
  }

  @Test("each kind has its columns, and names have no row for the whole")
  func separates() throws {
    let featurizer = try featurizer()
    #expect(counts(featurizer.featurize("hello hello 7", as: .text)) == [0: 2, 2: 1])
    #expect(counts(featurizer.featurize("Hello, welcome!", as: .actionText)) == [0: 1, 1: 1])
    let intent = featurizer.featurize("ask_price", as: .intent)
    #expect(counts(intent) == [0: 1])
    #expect(intent.features.allSatisfy { $0.sentence == nil })
    #expect(featurizer.featurize("utter_hello", as: .actionName).features.isEmpty)
  }

  @Test("patterns are looked for in what users say alone, as in Rasa once it has trained")
  func patterns() throws {
    let featurizer = try featurizer(patterns: [["name": "greeting", "pattern": "hello"]])
    #expect(featurizer.featurize("hello", as: .text).features.map { $0.sequence?.columns } == [1, 3])
    #expect(featurizer.featurize("hello", as: .actionText).features.map { $0.sequence?.columns } == [2])
  }

  @Test("names are not split, unless they are told to be, and keep their numbers")
  func splits() throws {
    #expect(counts(try featurizer(tokenizer: ["intent_tokenization_flag": true]).featurize("ask_price", as: .intent)) == [1: 1, 2: 1])
    let prefixed = try featurizer(tokenizer: ["prefix_separator_symbol": "_"])
    #expect(counts(prefixed.featurize("ask_price", as: .intent)) == [1: 1, 2: 1])
    #expect(counts(try featurizer().featurize("ask 7", as: .intent)) == [1: 1, 4: 1])
  }

  @Test("characters are counted of texts only")
  func leavesNamesAlone() throws {
    let featurizer = try featurizer(counts: ["analyzer": "char"])
    #expect(featurizer.featurize("ask_price", as: .intent).features.isEmpty)
    #expect(featurizer.featurize("ask_price", as: .text).features.count == 1)
  }

  @Test("of an endless text only the beginning is looked at")
  func isBounded() throws {
    let message = try featurizer().featurize(String(repeating: "hello ", count: 5_000), as: .text)
    #expect(message.tokens?.count == EndToEndFeaturizer.maximumTokens)
    #expect(counts(message) == [0: 1_000])
  }
}
