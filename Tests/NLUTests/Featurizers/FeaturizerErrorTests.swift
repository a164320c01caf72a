import Inference
import JSON
import ModelFormat
import NLU
import Testing

@Suite("A featurizer that cannot be used says why")
struct FeaturizerErrorTests {
  private func error<Component: NLUComponent>(
    loading type: Component.Type, config: JSONValue = [:], files: [String: JSONValue] = [:]
  ) throws -> String {
    let model = try ScratchModel("\(type)", config: config, files: files)
    let error = #expect(throws: ModelFormatError.self) { _ = try model.load(type) }
    return error?.description ?? ""
  }

  @Test(
    "a setting of the wrong kind is named",
    arguments: [
      ("analyzer", "morphemes"), ("lowercase", "yes"), ("strip_accents", "greek"), ("min_ngram", 0), ("max_ngram", 1.5),
      ("stop_words", "german"), ("stop_words", ["the", 5]), ("OOV_token", 5),
    ] as [(String, JSONValue)])
  func settings(name: String, value: JSONValue) throws {
    var config = JSONObject()
    config[name] = value
    let sentence = try error(loading: CountVectorsFeaturizer.self, config: .object(config))
    let named = name.hasSuffix("ngram") && value == 0 ? "min_ngram" : name
    #expect(sentence.contains("the setting \(named) of CountVectorsFeaturizer (run_it)"))
  }

  @Test(
    "columns that are missing or given twice are found while loading",
    arguments: [
      ["a": 0, "b": 2], ["a": 0, "b": 0], ["a": -1], ["a": 0.5], ["a": "0"],
    ] as [JSONValue])
  func columns(vocabulary: JSONValue) throws {
    let files: [String: JSONValue] = ["vocabularies.json": ["text": vocabulary], "oov_words.json": []]
    #expect(try error(loading: CountVectorsFeaturizer.self, files: files).contains("vocabularies.json of the model is malformed"))
  }

  @Test("words out of the vocabulary must be a list", arguments: [5, [5], [:]] as [JSONValue])
  func listedWords(words: JSONValue) throws {
    let files: [String: JSONValue] = ["vocabularies.json": ["text": ["a": 0]], "oov_words.json": words]
    #expect(try error(loading: CountVectorsFeaturizer.self, files: files).contains("must hold a list of words"))
  }

  @Test("scikit-learn's list of stop words is refused where it would matter, and nowhere else")
  func englishStopWords() throws {
    let files: [String: JSONValue] = ["vocabularies.json": ["text": ["book": 0, "other book": 1, "oov": 2]], "oov_words.json": []]
    let config: JSONValue = ["stop_words": "english", "max_ngram": 2]
    #expect(try error(loading: CountVectorsFeaturizer.self, config: config, files: files).contains("train with a list of words"))
    for harmless in [
      ["stop_words": "english"], ["stop_words": "english", "max_ngram": 2, "analyzer": "char"],
      ["stop_words": "english", "max_ngram": 2, "OOV_token": "oov"],
    ] as [JSONValue] {
      let model = try ScratchModel("CountVectorsFeaturizer", config: harmless, files: files)
      _ = try model.load(CountVectorsFeaturizer.self)
    }
  }

  @Test("files that do not hold what they should are named")
  func files() throws {
    #expect(try error(loading: CountVectorsFeaturizer.self, files: ["vocabularies.json": []]).contains("vocabularies.json"))
    #expect(try error(loading: CountVectorsFeaturizer.self, files: ["other.json": []]).contains("vocabularies.json"))
    #expect(try error(loading: RegexFeaturizer.self, files: ["patterns.json": [:]]).contains("patterns.json"))
    #expect(try error(loading: RegexFeaturizer.self, files: ["patterns.json": [["name": "x"]]]).contains("no name or no text"))
    let values: JSONValue = ["1###low": ["True": 7]]
    #expect(try error(loading: LexicalSyntacticFeaturizer.self, files: ["feature_to_idx_dict.json": values]).contains("a column of low"))
  }

  @Test("a pattern that Python would refuse is named, and its text kept out")
  func pattern() throws {
    let files: [String: JSONValue] = ["patterns.json": [["name": "zip", "pattern": "secret("]]]
    let sentence = try error(loading: RegexFeaturizer.self, files: files)
    #expect(sentence.contains("the pattern zip cannot be used") && !sentence.contains("secret"))
  }

  @Test("parts of speech are refused where spaCy had found some")
  func partOfSpeech() throws {
    let values: JSONValue = ["0###pos": ["NOUN": 0, "VERB": 1]]
    let sentence = try error(
      loading: LexicalSyntacticFeaturizer.self, config: ["features": [["pos"]]], files: ["feature_to_idx_dict.json": values])
    #expect(sentence.contains("only spaCy finds"))
  }

  @Test("composed and decomposed letters are different columns")
  func composition() throws {
    let files: [String: JSONValue] = ["vocabularies.json": ["text": ["é": 0, "e\u{301}": 1]], "oov_words.json": []]
    let model = try ScratchModel("CountVectorsFeaturizer", config: ["analyzer": "char_wb", "max_ngram": 2], files: files)
    var message = Message(text: "e\u{301}")
    message.tokens = [Token(bytes: 0..<3, start: 0, end: 2)]
    try model.load(CountVectorsFeaturizer.self).process(&message)
    #expect(message.features.first?.sentence?.indices == [1])
  }

  @Test("a featurizer that was not trained says nothing")
  func untrained() throws {
    var message = Message(text: "hello")
    message.tokens = [Token(bytes: 0..<5, start: 0, end: 5)]
    try ScratchModel("CountVectorsFeaturizer").load(CountVectorsFeaturizer.self).process(&message)
    try ScratchModel("RegexFeaturizer").load(RegexFeaturizer.self).process(&message)
    try ScratchModel("LexicalSyntacticFeaturizer").load(LexicalSyntacticFeaturizer.self).process(&message)
    #expect(message.features.isEmpty)
  }
}
