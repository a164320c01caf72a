package import Inference

/// The part of DIET that tags the tokens for one attribute of entities.
package struct EntityTagger: Sendable {
  package let specification: EntityTagSpecification
  /// Embeds the entity tags, which roles and groups see beside the text; `nil` for the entities themselves.
  private let tagEmbedding: DenseLayer?
  private let logits: DenseLayer
  private let field: ConditionalRandomField

  /// Reads `embed..ATTRIBUTE..tags`, `embed..ATTRIBUTE..logits` and `crf..ATTRIBUTE`.
  /// - Parameters:
  ///   - width: of the encoded text.
  ///   - entityTags: how many entity tags there are, when they were predicted before.
  /// - Throws: `CheckpointError` when a tensor is missing, damaged or of another shape.
  package init(
    _ bundle: borrowing TensorBundle, _ specification: EntityTagSpecification, width: Int, entityTags: Int?
  ) throws(CheckpointError) {
    let name = specification.attribute.rawValue
    self.specification = specification
    tagEmbedding = try entityTags.map { (tags) throws(CheckpointError) in
      try DenseLayer(bundle, "model/_tf_layers/embed..\(name)..tags/_dense", inputs: tags)
    }
    logits = try DenseLayer(bundle, "model/_tf_layers/embed..\(name)..logits/_dense", inputs: width + (tagEmbedding?.outputs ?? 0))
    field = try ConditionalRandomField(bundle, "model/_tf_layers/crf..\(name)", tags: specification.tags.count)
    guard logits.outputs == field.tags else {
      throw .unexpectedTensor(file: bundle.name, tensor: "embed..\(name)..logits", reason: "has \(logits.outputs) outputs")
    }
  }

  /// - Parameters:
  ///   - text: (tokens, width), without the row of the whole text.
  ///   - entities: the entity tags' numbers (tokens), when this tags roles or groups.
  /// - Returns: (tokens)
  package func tag(_ text: LaneMatrix, entities: [Int]?) -> [ConditionalRandomField.Prediction] {
    guard let tagEmbedding, let entities else { return field.decode(logits(text)) }
    var oneHot = LaneMatrix(tokens: text.tokens, units: tagEmbedding.inputs)
    for (token, tag) in entities.enumerated() where tag < oneHot.units { oneHot[token, tag] = 1 }
    return field.decode(logits(text.concatenated(with: tagEmbedding(oneHot))))
  }
}
