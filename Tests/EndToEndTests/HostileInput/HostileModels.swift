import TestSupport

/// Archives that unpack, and whose metadata, settings or files cannot be used.
enum HostileModels {
  static let cases: [HostileCase<TinyModel>] = metadata + graphs + components

  static func changed(_ name: String, _ change: (inout TinyModel) -> Void) -> HostileCase<TinyModel> {
    var model = TinyModel()
    change(&model)
    return HostileCase(name, model)
  }

  private static func file(_ name: String, _ content: String) -> HostileCase<TinyModel> {
    changed(name) { $0.files["metadata.json"] = Array(content.utf8) }
  }

  private static let metadata: [HostileCase<TinyModel>] = [
    file("metadata.json that is empty", ""),
    file("metadata.json that is a pickle", "\u{80}\u{3}}q\0."),
    changed("metadata.json that is not UTF-8") { $0.files["metadata.json"] = [0x7B, 0x22, 0xFF, 0x22, 0x3A, 0x31, 0x7D] },
    file("metadata.json of 100,000 brackets", String(repeating: "[", count: 100_000)),
    file("metadata.json of six million zeros", "[" + String(repeating: "0,", count: 6_000_000) + "0]"),
    file("metadata.json of 33 megabytes", String(repeating: " ", count: 33 << 20)),
    file("metadata.json that is a list", "[]"),
    file("metadata.json without a version", "{}"),
    changed("a model of Rasa 2.8") { $0.version = "\"2.8.34\"" },
    changed("a model of Rasa 3.7") { $0.version = "\"3.7.0\"" },
    changed("a version of a million digits") { $0.version = "\"3.6." + String(repeating: "9", count: 1_000_000) + "\"" },
    changed("a version that is a number") { $0.version = "3.6" },
  ]

  private static let graphs: [HostileCase<TinyModel>] = [
    changed("a node that needs itself") { $0.nodes[2].needs = "diet" },
    changed("a circle of nodes") { $0.nodes[0].needs = "diet" },
    changed("a node that is needed and missing") { $0.nodes[0].needs = "nowhere" },
    changed("a target that is missing") { $0.target = "nowhere" },
    changed("2,000 nodes") { model in
      for number in 0..<2_000 { model.node("n\(number)", "tokenizers.whitespace_tokenizer.WhitespaceTokenizer") }
    },
    changed("a folder that leads upwards") { $0.nodes[1].resource = "../../etc" },
    changed("a component of spaCy") { $0.nodes[0].component = "rasa.nlu.tokenizers.spacy_tokenizer.SpacyTokenizer" },
    changed("a component that nobody knows") { $0.nodes[0].component = "os.system" },
    changed("a name of a component of a megabyte") { $0.nodes[0].component = String(repeating: "a", count: 1 << 20) },
    changed("a second tokenizer") { $0.append("tokenizers.whitespace_tokenizer.WhitespaceTokenizer") },
    changed("a token pattern that is no pattern") { $0.configure("tokens", #"{"token_pattern": "("}"#) },
    changed("a token pattern with two groups") { $0.configure("tokens", #"{"token_pattern": "(a)(b)"}"#) },
    changed("a setting of the wrong kind") { $0.configure("words", #"{"max_ngram": "all"}"#) },
    changed("runs of a billion characters") { $0.configure("words", #"{"max_ngram": 1000000000}"#) },
    changed("runs of a negative number of characters") { $0.configure("words", #"{"min_ngram": -1}"#) },
    changed("an analyzer that nobody knows") { $0.configure("words", #"{"analyzer": "eval"}"#) },
  ]

  private static let components: [HostileCase<TinyModel>] = [
    changed("a vocabulary that is missing") { $0.files["components/words/vocabularies.json"] = nil },
    changed("a vocabulary with a negative column") { $0["words/vocabularies.json"] = #"{"text": {"a": -1}}"# },
    changed("a vocabulary with column 2^63 - 1") { $0["words/vocabularies.json"] = #"{"text": {"a": 9223372036854775807}}"# },
    changed("a vocabulary with a column twice") { $0["words/vocabularies.json"] = #"{"text": {"a": 0, "b": 0}}"# },
    changed("a vocabulary with half a column") { $0["words/vocabularies.json"] = #"{"text": {"a": 0.5}}"# },
    changed("a vocabulary that is a list") { $0["words/vocabularies.json"] = #"{"text": ["a"]}"# },
    changed("a vocabulary that is a pickle") { $0.files["components/words/vocabularies.json"] = [0x80, 0x04, 0x95, 0x00] },
    changed("a list of words that are numbers") { $0["words/oov_words.json"] = "[1, 2]" },
    changed("a vocabulary larger than the network's") { $0["words/vocabularies.json"] = #"{"text": {"a": 0, "b": 1, "c": 2, "d": 3}}"# },
    patterns("a pattern that is no pattern", "[{\"name\": \"zip\", \"pattern\": \"[0-9\"}]"),
    patterns("a pattern in 10,000 parentheses", entry(String(repeating: "(", count: 10_000) + String(repeating: ")", count: 10_000))),
    patterns("a pattern that repeats something four billion times", entry("a{4294967295}")),
    patterns("a pattern too large to compile", entry("(?:(?:a{1000}){1000}){1000}")),
    patterns("a pattern that is a number", "[{\"name\": \"zip\", \"pattern\": 5}]"),
    patterns("patterns that are an object", "{}"),
    changed("a lexical feature with a column out of range") {
      $0.append(
        "featurizers.sparse_featurizer.lexical_syntactic_featurizer.LexicalSyntacticFeaturizer", file: "feature_to_idx_dict.json",
        #"{"1###low": {"True": 4294967296}}"#)
    },
    changed("synonyms that are a list") {
      $0.append("extractors.entity_synonyms.EntitySynonymMapper", file: "synonyms.json", "[]")
    },
    changed("a keyword that is no pattern") {
      $0.append("classifiers.keyword_intent_classifier.KeywordIntentClassifier", file: "KeywordIntentClassifier.json", #"{"(": "greet"}"#)
    },
  ]

  private static func patterns(_ name: String, _ content: String) -> HostileCase<TinyModel> {
    changed(name) { $0.append("extractors.regex_entity_extractor.RegexEntityExtractor", file: "regex.json", content) }
  }

  private static func entry(_ pattern: String) -> String { "[{\"name\": \"p\", \"pattern\": \"\(pattern)\"}]" }
}
