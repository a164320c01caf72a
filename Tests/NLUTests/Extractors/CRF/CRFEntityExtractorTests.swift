import Foundation
import JSON
import ModelFormat
import NLU
import Testing

struct CRFEntityExtractorTests {
  private static let graph: JSONValue = [
    "tokenize": node("tokenizers.whitespace_tokenizer.WhitespaceTokenizer", needs: "__message__"),
    "match": node("featurizers.sparse_featurizer.regex_featurizer.RegexFeaturizer", needs: "tokenize"),
  ]

  private static func node(_ component: String, config: JSONValue = [:], needs: String) -> JSONValue {
    let name = component.split(separator: ".").last.map(String.init) ?? component
    return [
      "uses": .string("rasa.nlu.\(component)"), "fn": "process", "config": config, "needs": ["messages": .string(needs)],
      "resource": ["name": .string("train_\(name)")],
    ]
  }

  private func model(
    config: JSONValue = [:], patterns: JSONValue = [], dataset: JSONValue, order: JSONValue = ["entity"]
  ) throws -> ScratchModel {
    var nodes = Self.graph.object ?? JSONObject()
    nodes["extract"] = Self.node("extractors.crf_entity_extractor.CRFEntityExtractor", config: config, needs: "match")
    var files = JSONObject()
    files["components/train_RegexFeaturizer/patterns.json"] = patterns
    files["components/train_CRFEntityExtractor/crf_dataset.json"] = dataset
    files["components/train_CRFEntityExtractor/crf_order.json"] = order
    return try ScratchModel(nodes: .object(nodes), target: "extract", files: files)
  }

  @Test("finds what real Rasa finds, as surely, with every kind of training", arguments: 0..<5)
  func parity(number: Int) throws {
    let recorded = try RecordedFixture.read("crf.json")
    let test = try #require(recorded["cases"]?.array?[number])
    let scratch = try model(
      config: #require(test["config"]), patterns: #require(recorded["patterns"]),
      dataset: #require(test["files"]?["crf_dataset.json"]), order: #require(test["files"]?["crf_order.json"]))
    let pipeline = try NLUPipeline.load(from: scratch.reader)
    for answer in try #require(test["answers"]?.array) {
      let text = try #require(answer["text"]?.string)
      let found = pipeline.parse(text).entities
      let expected = answer["entities"]?.array ?? []
      try #require(found.count == expected.count, "\(text)")
      for (entity, other) in zip(found, expected) {
        #expect(entity.entity == other["entity"]?.string)
        #expect(entity.start == other["start"]?.integer && entity.end == other["end"]?.integer, "\(text)")
        #expect(entity.value == other["value"])
        #expect(entity.role == other["role"]?.string && entity.group == other["group"]?.string, "\(text)")
        #expect(entity.extractor == "CRFEntityExtractor")
        // The search for the weights takes the same steps to the last bit, but for what `exp` may differ by between machines.
        for (confidence, key) in [
          (entity.confidenceEntity, "confidence_entity"), (entity.confidenceRole, "confidence_role"),
          (entity.confidenceGroup, "confidence_group"),
        ] { #expect(abs((confidence ?? -1) - (other[key]?.double ?? -1)) < 1e-6, "\(key) in \(text)") }
      }
    }
  }

  @Test("without sentences to train on nothing is found")
  func untrained() throws {
    #expect(try NLUPipeline.load(from: model(dataset: []).reader).parse("Paris").entities.isEmpty)
  }

  @Test(
    "a training set that cannot be used refuses the model, naming the sentence and the word",
    arguments: [
      ("{}", "it holds an object instead of a list"),
      ("[[], 1]", "sentence 2 is an integer instead of a list"),
      ("[[{}]]", "word 1 of sentence 1 has no text"),
      (#"[[{"text": "a"}]]"#, "word 1 of sentence 1 has no patterns"),
      (#"[[{"text": "a", "pattern": {}}]]"#, "word 1 of sentence 1 has no list of dense_features"),
      (#"[[{"text": "a", "pattern": {}, "dense_features": []}]]"#, "word 1 of sentence 1 has no text as entity_tag"),
      (
        #"[[{"text": "a", "pattern": {"p": 1}, "dense_features": [], "entity_tag": "O"}]]"#,
        "a pattern of word 1 of sentence 1 is an integer instead of true or false"
      ),
      (
        #"[[{"text": "a", "pattern": {}, "dense_features": ["inf"], "entity_tag": "O"}]]"#,
        "a dense feature of word 1 of sentence 1 is no finite number"
      ),
      (
        #"[[{"text": "a", "pattern": {}, "dense_features": [], "entity_tag": "O"}]]"#, "word 1 of sentence 1 has no text as entity_role_tag"
      ),
    ])
  func hostileDatasets(dataset: String, reason: String) throws {
    let model = try model(dataset: JSONParser.parse(dataset))
    let error = #expect(throws: ModelFormatError.self) { try NLUPipeline.load(from: model.reader) }
    #expect(
      error?.description == "components/train_CRFEntityExtractor/crf_dataset.json of the model is malformed: \(reason)")
  }

  @Test("an order that names something else, or one thing twice, refuses the model", arguments: ["{}", #"["x"]"#, #"["role", "role"]"#])
  func hostileOrders(order: String) throws {
    let model = try model(dataset: [], order: JSONParser.parse(order))
    let error = #expect(throws: ModelFormatError.self) { try NLUPipeline.load(from: model.reader) }
    #expect(error?.description.hasSuffix("it is no list of entity, role and group, each once") == true)
  }

  @Test(
    "features that cannot be had refuse the model",
    arguments: [
      (#"[["low"], ["low"]]"#, "must be an odd number of lists of names"), (#"[["size"]]"#, "names a feature that does not exist"),
      (#"[["pos"]]"#, "names pos, a part of speech, which only spaCy finds; use the other features"),
    ])
  func refusedFeatures(features: String, reason: String) throws {
    let model = try model(config: ["features": JSONParser.parse(features)], dataset: [])
    let error = #expect(throws: ModelFormatError.self) { try NLUPipeline.load(from: model.reader) }
    #expect(
      error?.description
        == "the model's graph is malformed: the setting features of CRFEntityExtractor (extract) \(reason)")
  }
}
