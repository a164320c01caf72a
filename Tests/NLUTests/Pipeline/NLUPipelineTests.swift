import Glibc
import JSON
import ModelFormat
import NLU
import SystemPackage
import Testing

@Suite("A pipeline is built from the model's own graph")
struct NLUPipelineTests {
  /// A folder with a metadata.json whose graph is a chain of components, the first fed from outside.
  private struct ModelFolder: ~Copyable {
    let path: FilePath

    init(_ components: [(name: String, component: String)], target: String?) throws {
      path = FilePath("/tmp/souffleur-pipeline-\(UInt64.random(in: 0 ... .max))")
      var nodes = JSONObject()
      var previous = "__message__"
      for (name, component) in components {
        nodes[name] = ["needs": ["messages": .string(previous)], "uses": .string(component)]
        previous = name
      }
      let metadata: JSONValue = [
        "model_id": "0", "rasa_open_source_version": "3.6.21", "training_type": 1,
        "nlu_target": target.map(JSONValue.string) ?? .null, "predict_schema": ["nodes": .object(nodes)],
      ]
      #expect(mkdir(path.string, 0o700) == 0)
      let file = try FileDescriptor.open(
        path.appending("metadata.json"), .writeOnly, options: [.create], permissions: .ownerReadWrite)
      try file.closeAfter { _ = try file.writeAll(metadata.jsonText.utf8) }
    }

    deinit {
      unlink(path.appending("metadata.json").string)
      rmdir(path.string)
    }
  }

  private func load(_ components: [(name: String, component: String)], target: String?) throws -> NLUPipeline {
    let folder = try ModelFolder(components, target: target)
    return try NLUPipeline.load(from: ModelReader(directory: folder.path))
  }

  private static let tokenizer = "rasa.nlu.tokenizers.whitespace_tokenizer.WhitespaceTokenizer"

  private func answer(_ pipeline: NLUPipeline, _ text: String) throws -> JSONValue {
    var json = JSONWriter()
    pipeline.parse(text).write(into: &json)
    return try JSONParser.parse(json.text)
  }

  @Test("only the nodes that the target needs are built")
  func buildsWhatIsNeeded() throws {
    let nodes = [(name: "tokenize", component: Self.tokenizer), (name: "unneeded", component: "rasa.nlu.utils.spacy_utils.SpacyNLP")]
    #expect(try answer(load(nodes, target: "tokenize"), " two  words ")["text_tokens"] == [[0, 3], [5, 10]])
  }

  @Test("offsets count code points, whatever they take in memory")
  func offsets() throws {
    let pipeline = try load([(name: "tokenize", component: Self.tokenizer)], target: "tokenize")
    #expect(try answer(pipeline, "👩🏽‍🚀 é e\u{301} ok")["text_tokens"]?.array?.last == [10, 12])
  }

  @Test(
    "a component that cannot be run refuses the model by its name, with what to use instead",
    arguments: [
      ("rasa.nlu.utils.spacy_utils.SpacyNLP", "SpacyNLP", "use WhitespaceTokenizer and CountVectorsFeaturizer"),
      ("rasa.nlu.featurizers.dense_featurizer.lm_featurizer.LanguageModelFeaturizer", "LanguageModelFeaturizer", "CountVectorsFeaturizer"),
      ("rasa.nlu.extractors.mitie_entity_extractor.MitieEntityExtractor", "MitieEntityExtractor", "use DIETClassifier"),
      ("mine.DIETClassifier", "DIETClassifier", "no component of Rasa"),
    ])
  func refuses(component: String, name: String, advice: String) throws {
    let error = #expect(throws: ModelFormatError.self) { try load([(name: "run_it", component: component)], target: "run_it") }
    #expect(error?.description.hasPrefix("the model's component \(name) (run_it) is not supported: ") == true)
    #expect(error?.description.contains(advice) == true)
  }

  @Test("a model without NLU has no pipeline to run, and parses nothing")
  func withoutNLU() throws {
    let answer = try answer(load([(name: "tokenize", component: Self.tokenizer)], target: nil), "hello")
    #expect(answer["intent"] == ["name": nil, "confidence": 0.0])
    #expect(answer["text_tokens"] == nil)
  }
}
