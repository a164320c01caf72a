import JSON
import ModelFormat
import NLU
import SystemPackage

/// The sentences on which a conditional random field is trained while a model is loaded.
///
/// An input is text in parts between NULs: the settings, the sentences, the order of the attributes, a message.
enum CRFTarget: FuzzTarget {
  static let name = "crf"

  static func prepare() {
    for folder in ["components", "components/crf"] { Workshop.makeFolder(Workshop.folder.appending(folder)) }
  }

  static func run(_ bytes: [UInt8]) {
    let parts = bytes.split(separator: 0, maxSplits: 3, omittingEmptySubsequences: false)
    guard parts.count == 4 else { return }
    let metadata = """
      {"model_id": "m", "rasa_open_source_version": "3.6.21", "training_type": 1, "nlu_target": "crf", "predict_schema": {"nodes": {
        "words": {"uses": "rasa.nlu.tokenizers.whitespace_tokenizer.WhitespaceTokenizer", "needs": {}},
        "looks": {"uses": "rasa.nlu.featurizers.sparse_featurizer.regex_featurizer.RegexFeaturizer", "needs": {"messages": "words"}},
        "crf": {"uses": "rasa.nlu.extractors.crf_entity_extractor.CRFEntityExtractor", "needs": {"messages": "looks"},
          "resource": {"name": "crf"}, "config": 
      """
    Workshop.write(Array(metadata.utf8) + parts[0] + Array("}}}}".utf8), to: Workshop.folder.appending("metadata.json"))
    Workshop.write(parts[1], to: Workshop.folder.appending("components/crf/crf_dataset.json"))
    Workshop.write(parts[2], to: Workshop.folder.appending("components/crf/crf_order.json"))
    let pipeline: NLUPipeline
    do { pipeline = try NLUPipeline.load(from: ModelReader(directory: Workshop.folder)) } catch { return Explanation.note(error) }
    for text in [String(decoding: parts[3], as: UTF8.self), "", "a b c"] {
      var json = JSONWriter()
      pipeline.parse(text).write(into: &json)
      precondition((try? JSONParser.parse(json.bytes)) != nil, "the answer is not JSON")
    }
  }
}
