import ModelFormat

/// The settings of DIET that matter once a model is trained; the rest can be told from the weights.
struct DIETConfiguration: Sendable {
  var classifiesIntents: Bool
  var recognizesEntities: Bool
  let heads: Int
  let isUnidirectional: Bool
  let usesCosineSimilarity: Bool
  /// Whether similarities become probabilities.
  let appliesSoftmax: Bool
  /// How many of the labels keep their confidence; 0 for all.
  let rankingLength: Int
  /// Whether the confidences that are kept are scaled so that they add up to 1.
  let renormalizes: Bool
  /// Whether tags say where in an entity a word stands.
  var usesBILOU: Bool
  let splitting: EntitySplitting
  /// The featurizers whose features are used; empty for all.
  let featurizers: [String]

  init(_ settings: ComponentSettings) throws(ModelFormatError) {
    classifiesIntents = try settings.bool("intent_classification", default: true)
    recognizesEntities = try settings.bool("entity_recognition", default: true)
    heads = try settings.integer("number_of_attention_heads", default: 4)
    isUnidirectional = try settings.bool("unidirectional_encoder", default: false)
    rankingLength = try settings.integer("ranking_length", default: 10)
    usesBILOU = try settings.bool("BILOU_flag", default: true)
    featurizers = try settings.strings("featurizers")
    splitting = try EntitySplitting(settings)
    let loss = try settings.string("loss_type") ?? "cross_entropy"
    // Trained with a margin, a similarity is no logit: Rasa then takes the setting for `auto`.
    let confidence = loss == "margin" ? "auto" : try settings.string("model_confidence") ?? "softmax"
    guard confidence == "softmax" || confidence == "auto" else {
      throw settings.error("model_confidence", "must be softmax or auto, the only ones that Rasa 3.6 has")
    }
    appliesSoftmax = confidence == "softmax"
    renormalizes = try settings.bool("renormalize_confidences", default: false) && appliesSoftmax
    switch try settings.string("similarity_type") ?? "auto" {
    case "auto": usesCosineSimilarity = loss == "margin"
    case "cosine": usesCosineSimilarity = true
    case "inner": usesCosineSimilarity = false
    default: throw settings.error("similarity_type", "must be auto, cosine or inner")
    }
  }
}
