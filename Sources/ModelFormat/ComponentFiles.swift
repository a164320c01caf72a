/// What training stores for each component, so that a published model is known to be whole before anyone loads it.
public enum ComponentFiles {
  /// The folder of an unpacked model that holds every component's own folder.
  public static let folder = "components"

  /// The files that the folder of a trained component of that class must hold; empty for a class that stores nothing or is unknown.
  public static func required(by className: String) -> [String] {
    switch className {
    case "DomainProvider": ["domain.yml"]
    case "RegexFeaturizer": ["patterns.json"]
    case "LexicalSyntacticFeaturizer": ["feature_to_idx_dict.json"]
    case "CountVectorsFeaturizer": ["vocabularies.json", "oov_words.json"]
    case "DIETClassifier": transformer("DIETClassifier")
    case "ResponseSelector":
      transformer("ResponseSelector") + ["ResponseSelector.responses.json", "ResponseSelector.retrieval_intents.json"]
    case "RegexEntityExtractor": ["regex.json"]
    case "EntitySynonymMapper": ["synonyms.json"]
    case "KeywordIntentClassifier": ["KeywordIntentClassifier.json"]
    case "CRFEntityExtractor": ["crf_dataset.json", "crf_order.json"]
    case "MemoizationPolicy", "AugmentedMemoizationPolicy": ["featurizer.json", "memorized_turns.json"]
    case "RulePolicy": ["featurizer.json", "rule_policy.json"]
    case "RuleOnlyDataProvider": ["rule_only_data.json"]
    case "TEDPolicy": policy("ted_policy")
    case "UnexpecTEDIntentPolicy": policy("unexpected_intent_policy") + ["unexpected_intent_policy.label_quantiles.st"]
    default: []
    }
  }

  private static func transformer(_ prefix: String) -> [String] {
    [
      "\(prefix).tf_model.index", "\(prefix).tf_model.data-00000-of-00001", "\(prefix).data_example.st",
      "\(prefix).data_example_metadata.json", "\(prefix).label_data.st", "\(prefix).label_data_metadata.json",
      "\(prefix).sparse_feature_sizes.json", "\(prefix).index_label_id_mapping.json", "\(prefix).entity_tag_specs.json",
    ]
  }

  private static func policy(_ prefix: String) -> [String] {
    [
      "featurizer.json", "\(prefix).tf_model.index", "\(prefix).tf_model.data-00000-of-00001", "\(prefix).meta.json",
      "\(prefix).data_example.st", "\(prefix).label_data.st", "\(prefix).fake_features.st", "\(prefix).entity_tag_specs.json",
    ]
  }

  /// Checks that every component which the graph names has the files that training stores for it.
  ///
  /// A component whose folder is absent was not trained, for want of examples: Rasa writes no folder then and runs without it.
  /// Only the domain must always be there.
  /// - Parameters:
  ///   - folderExists: whether the model holds a folder at that path below its root.
  ///   - fileExists: the same of a regular file.
  /// - Throws: `ModelFormatError.unreadable`, naming the first file that is missing, and what the two throw.
  public static func check(
    _ graph: ComponentGraph, folderExists: (String) throws(ModelFormatError) -> Bool,
    fileExists: (String) throws(ModelFormatError) -> Bool
  ) throws(ModelFormatError) {
    for node in graph.nodes {
      guard let resource = node.resource else { continue }
      let path = "\(folder)/\(resource)"
      if node.className != "DomainProvider" { guard try folderExists(path) else { continue } }
      for file in required(by: node.className) {
        guard try !fileExists("\(path)/\(file)") else { continue }
        throw .unreadable(file: "\(path)/\(file)", reason: "it is missing, though \(node.name) needs it")
      }
    }
  }
}
