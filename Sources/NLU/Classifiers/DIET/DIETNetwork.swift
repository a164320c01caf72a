import Inference

/// The Dual Intent and Entity Transformer: one encoder for the text, on top of it a comparison with all labels and a tagger
/// for each attribute of entities.
///
/// Source: Bunk, Varshneya, Vlasov and Nichol, "DIET: Lightweight Language Understanding for Dialogue Systems", 2020.
struct DIETNetwork: Sendable {
  /// How a model makes a point of a label.
  enum LabelEncoding: Sendable {
    /// The sum of the label's combined features, through hidden layers.
    case bagOfWords
    /// Encoded like a text, of which the last row counts.
    case sequence
  }

  /// What one text gives.
  struct Output {
    /// (labels); empty for a network without labels.
    var confidences: [Float] = []
    /// The tags of each attribute that the network knows. (tokens)
    var tags: [(specification: EntityTagSpecification, predictions: [ConditionalRandomField.Prediction])] = []
  }

  private let encoder: SequenceEncoder
  private let textEmbedding: DenseLayer?
  private let labels: LabelEmbeddings?
  private let labelEncoding: LabelEncoding
  private let taggers: [EntityTagger]

  private let pool = ScratchPool()

  /// The columns of features that the network takes.
  var inputs: FeatureWidths { encoder.inputs }
  /// Whether features of those columns fit.
  func takes(_ columns: FeatureWidths) -> Bool { encoder.takes(columns) }
  var labelCount: Int { labels?.count ?? 0 }

  /// Reads the network and embeds its labels.
  /// - Parameters:
  ///   - labels: each label's features, in the order of the labels' numbers; empty for a network without labels.
  ///   - tags: the attributes that are tagged, in any order.
  /// - Throws: `CheckpointError` when a tensor is missing, damaged or of another shape.
  init(
    _ bundle: borrowing TensorBundle, configuration: DIETConfiguration, labelEncoding: LabelEncoding, labels: [SequenceFeatures],
    tags: [EntityTagSpecification]
  ) throws(CheckpointError) {
    let layers = "model/_tf_layers"
    let next = configuration.classifiesIntents ? "\(layers)/embed..text/_dense" : "\(layers)/embed..entity..logits/_dense"
    encoder = try SequenceEncoder(
      bundle, "\(layers)/sequence_layer..text", next: next, heads: configuration.heads,
      isUnidirectional: configuration.isUnidirectional)
    self.labelEncoding = labelEncoding
    if configuration.classifiesIntents {
      textEmbedding = try DenseLayer(bundle, "\(layers)/embed..text/_dense", inputs: encoder.outputs)
      let points = try Self.points(bundle, of: labels, encoding: labelEncoding, configuration: configuration)
      self.labels = LabelEmbeddings(
        points, usesCosine: configuration.usesCosineSimilarity, appliesSoftmax: configuration.appliesSoftmax)
    } else {
      textEmbedding = nil
      self.labels = nil
    }
    var taggers: [EntityTagger] = []
    for attribute in EntityTagSpecification.Attribute.allCases {
      guard let specification = tags.first(where: { $0.attribute == attribute }) else { continue }
      let entityTags = taggers.first { $0.specification.attribute == .entity }?.specification.tags.count
      taggers.append(try EntityTagger(bundle, specification, width: encoder.outputs, entityTags: entityTags))
    }
    self.taggers = taggers
  }

  /// - Parameter features: the text's, a row per token.
  func callAsFunction(_ features: SequenceFeatures) -> Output {
    pool.withScratch { scratch in
      var output = Output()
      let tagsTokens = !taggers.isEmpty && features.tokens > 0
      // A network that encodes labels as sequences was trained to look at the last token where the others look at the row
      // of the whole text behind it.
      let rows = labelEncoding == .sequence ? features.tokens : features.rows
      let last = min(max(0, rows - 1), features.rows - 1)
      guard last >= 0 else { return output }
      encoder.encode(features, row: tagsTokens ? nil : last, scratch: &scratch)
      let encoded = scratch.encoded
      if let textEmbedding, let labels {
        let row = tagsTokens ? encoded.rows(last..<last + 1) : encoded
        output.confidences = labels.confidences(of: textEmbedding(row).row(0))
      }
      if tagsTokens { output.tags = tag(encoded.rows(0..<features.tokens)) }
      return output
    }
  }

  /// What each tagger says of the words.
  private func tag(_ words: LaneMatrix) -> [(specification: EntityTagSpecification, predictions: [ConditionalRandomField.Prediction])] {
    var entities: [Int]?
    return taggers.map { tagger in
      let predictions = tagger.tag(words, entities: entities)
      if tagger.specification.attribute == .entity { entities = predictions.map(\.tag) }
      return (tagger.specification, predictions)
    }
  }
}
