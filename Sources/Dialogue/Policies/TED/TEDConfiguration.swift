import JSON
import ModelFormat
import NLU

/// The settings of TED that matter once a model is trained; the rest can be told from the weights.
struct TEDConfiguration: Sendable {
  let heads: Int
  /// Whether words of a text see only what came before them.
  let isUnidirectional: Bool
  let usesCosineSimilarity: Bool
  /// Whether similarities become probabilities.
  let appliesSoftmax: Bool
  /// Whether the network tags the words of a text.
  let recognizesEntities: Bool

  /// Reads `PREFIX.meta.json` of a policy's folder: the settings with which the network was built.
  /// - Throws: `ModelFormatError`, naming the file.
  init(_ prefix: String, of node: GraphNode, from model: ModelReader) throws(ModelFormatError) {
    let file = model.name(of: "\(prefix).meta.json", of: node)
    let json = try model.json("\(prefix).meta.json", of: node)
    guard let heads = json["number_of_attention_heads"]?.integer else {
      throw .malformed(file: file, reason: "number_of_attention_heads is missing")
    }
    self.heads = heads
    isUnidirectional = json["unidirectional_encoder"]?.isTruthy ?? false
    let loss = json["loss_type"]?.string ?? "cross_entropy"
    switch json["similarity_type"]?.string ?? "auto" {
    case "auto": usesCosineSimilarity = loss == "margin"
    case "cosine": usesCosineSimilarity = true
    case "inner": usesCosineSimilarity = false
    default: throw .malformed(file: file, reason: "similarity_type is neither auto nor cosine nor inner")
    }
    // Trained with a margin, a similarity is no logit: Rasa then takes the setting for `auto`.
    let confidence = loss == "margin" ? "auto" : json["model_confidence"]?.string ?? "softmax"
    guard confidence == "softmax" || confidence == "auto" else {
      throw .malformed(file: file, reason: "model_confidence is neither softmax nor auto, the only ones that Rasa 3.6 has")
    }
    appliesSoftmax = confidence == "softmax"
    recognizesEntities = json["entity_recognition"]?.isTruthy ?? false
  }
}
