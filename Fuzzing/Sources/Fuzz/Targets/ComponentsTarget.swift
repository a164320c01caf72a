import JSON
import ModelFormat
import NLU
import SystemPackage

/// Whole components: settings and files as training would store them, then messages.
///
/// An input is text in parts between NULs: a digit that chooses the component, its settings, its two files, a message.
enum ComponentsTarget: FuzzTarget {
  static let name = "components"

  private static let choices: [(path: String, files: [String])] = [
    ("featurizers.sparse_featurizer.count_vectors_featurizer.CountVectorsFeaturizer", ["vocabularies.json", "oov_words.json"]),
    ("featurizers.sparse_featurizer.lexical_syntactic_featurizer.LexicalSyntacticFeaturizer", ["feature_to_idx_dict.json"]),
    ("featurizers.sparse_featurizer.regex_featurizer.RegexFeaturizer", ["patterns.json"]),
    ("extractors.regex_entity_extractor.RegexEntityExtractor", ["regex.json"]),
    ("extractors.entity_synonyms.EntitySynonymMapper", ["synonyms.json"]),
    ("classifiers.keyword_intent_classifier.KeywordIntentClassifier", ["KeywordIntentClassifier.json"]),
    ("tokenizers.whitespace_tokenizer.WhitespaceTokenizer", []),
    ("classifiers.fallback_classifier.FallbackClassifier", []),
  ]

  static func prepare() {
    for folder in ["components", "components/one"] { Workshop.makeFolder(Workshop.folder.appending(folder)) }
  }

  static func run(_ bytes: [UInt8]) {
    let parts = bytes.split(separator: 0, maxSplits: 4, omittingEmptySubsequences: false)
    guard parts.count == 5, let digit = parts[0].first else { return }
    let choice = choices[Int(digit) % choices.count]
    let metadata = """
      {"model_id": "m", "rasa_open_source_version": "3.6.21", "training_type": 1, "nlu_target": "one", "predict_schema": {"nodes": {
        "words": {"uses": "rasa.nlu.tokenizers.whitespace_tokenizer.WhitespaceTokenizer", "needs": {}},
        "one": {"uses": "rasa.nlu.\(choice.path)", "needs": {\(choice.path.hasPrefix("tokenizers") ? "" : #""messages": "words""#)}, "resource": {"name": "one"}, "config": 
      """
    Workshop.write(Array(metadata.utf8) + parts[1] + Array("}}}}".utf8), to: Workshop.folder.appending("metadata.json"))
    for (file, content) in zip(choice.files, parts[2...]) {
      Workshop.write(content, to: Workshop.folder.appending("components").appending("one").appending(file))
    }
    let pipeline: NLUPipeline
    do { pipeline = try NLUPipeline.load(from: ModelReader(directory: Workshop.folder)) } catch { return Explanation.note(error) }
    for text in [String(decoding: parts[4], as: UTF8.self), "", "/a{\"b\": \"c\"}"] {
      var json = JSONWriter()
      pipeline.parse(text).write(into: &json)
      precondition((try? JSONParser.parse(json.bytes)) != nil, "the answer is not JSON")
    }
  }
}
