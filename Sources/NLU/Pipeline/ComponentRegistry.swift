import ModelFormat

/// Which Python component of Rasa is which of ours, and what to say of those that cannot be run.
package enum ComponentRegistry {
  /// What the loader does with a node of the graph.
  package enum Role {
    /// A step of the pipeline.
    case component(any NLUComponent.Type)
    /// A step of the pipeline that asks another server.
    case remote(any RemoteComponent.Type)
    /// A node that only hands its input on, or whose part the pipeline plays itself.
    case plumbing
    /// A component that cannot be run here, with the reason.
    case unsupported(String)
  }

  /// The role of the component with that Python path.
  package static func role(of component: String) -> Role {
    roles[component]
      ?? .unsupported(refusals[component] ?? "\(component) is no component of Rasa 3.6.21, and Python code of one's own cannot be run here")
  }

  private static let roles: [String: Role] = [
    "rasa.graph_components.converters.nlu_message_converter.NLUMessageConverter": .plumbing,
    "rasa.graph_components.providers.domain_provider.DomainProvider": .plumbing,
    "rasa.nlu.classifiers.regex_message_handler.RegexMessageHandler": .plumbing,
    "rasa.nlu.classifiers.diet_classifier.DIETClassifier": .component(DIETClassifier.self),
    "rasa.nlu.selectors.response_selector.ResponseSelector": .component(ResponseSelector.self),
    "rasa.nlu.tokenizers.whitespace_tokenizer.WhitespaceTokenizer": .component(WhitespaceTokenizer.self),
    "rasa.nlu.featurizers.sparse_featurizer.regex_featurizer.RegexFeaturizer": .component(RegexFeaturizer.self),
    "rasa.nlu.featurizers.sparse_featurizer.lexical_syntactic_featurizer.LexicalSyntacticFeaturizer":
      .component(LexicalSyntacticFeaturizer.self),
    "rasa.nlu.featurizers.sparse_featurizer.count_vectors_featurizer.CountVectorsFeaturizer":
      .component(CountVectorsFeaturizer.self),
    "rasa.nlu.extractors.regex_entity_extractor.RegexEntityExtractor": .component(RegexEntityExtractor.self),
    "rasa.nlu.extractors.crf_entity_extractor.CRFEntityExtractor": .component(CRFEntityExtractor.self),
    "rasa.nlu.extractors.entity_synonyms.EntitySynonymMapper": .component(EntitySynonymMapper.self),
    "rasa.nlu.extractors.duckling_entity_extractor.DucklingEntityExtractor": .remote(DucklingEntityExtractor.self),
    "rasa.nlu.classifiers.fallback_classifier.FallbackClassifier": .component(FallbackClassifier.self),
    "rasa.nlu.classifiers.sklearn_intent_classifier.SklearnIntentClassifier": .component(SklearnIntentClassifier.self),
    "rasa.nlu.classifiers.logistic_regression_classifier.LogisticRegressionClassifier":
      .component(LogisticRegressionClassifier.self),
    "rasa.nlu.classifiers.keyword_intent_classifier.KeywordIntentClassifier": .component(KeywordIntentClassifier.self),
  ]

  private static let python = "it runs Python libraries that this server does without"

  private static let refusals: [String: String] = [
    "rasa.nlu.utils.spacy_utils.SpacyNLP": "\(python); use WhitespaceTokenizer and CountVectorsFeaturizer",
    "rasa.nlu.tokenizers.spacy_tokenizer.SpacyTokenizer": "\(python); use WhitespaceTokenizer",
    "rasa.nlu.featurizers.dense_featurizer.spacy_featurizer.SpacyFeaturizer": "\(python); use CountVectorsFeaturizer",
    "rasa.nlu.extractors.spacy_entity_extractor.SpacyEntityExtractor": "\(python); use DIETClassifier",
    "rasa.nlu.utils.mitie_utils.MitieNLP": "\(python); use WhitespaceTokenizer and CountVectorsFeaturizer",
    "rasa.nlu.tokenizers.mitie_tokenizer.MitieTokenizer": "\(python); use WhitespaceTokenizer",
    "rasa.nlu.featurizers.dense_featurizer.mitie_featurizer.MitieFeaturizer": "\(python); use CountVectorsFeaturizer",
    "rasa.nlu.classifiers.mitie_intent_classifier.MitieIntentClassifier": "\(python); use DIETClassifier",
    "rasa.nlu.extractors.mitie_entity_extractor.MitieEntityExtractor": "\(python); use DIETClassifier",
    "rasa.nlu.tokenizers.jieba_tokenizer.JiebaTokenizer": "\(python); use WhitespaceTokenizer",
    "rasa.nlu.featurizers.dense_featurizer.lm_featurizer.LanguageModelFeaturizer": "\(python); use CountVectorsFeaturizer",
    "rasa.nlu.featurizers.dense_featurizer.convert_featurizer.ConveRTFeaturizer": "\(python); use CountVectorsFeaturizer",
  ]
}
