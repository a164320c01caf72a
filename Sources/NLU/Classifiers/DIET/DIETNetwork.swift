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

  /// The columns of sparse features that the network takes; `nil` for a kind that it does not have.
  var sequenceInputs: Int? { encoder.sequenceInputs }
  var sentenceInputs: Int? { encoder.sentenceInputs }
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
    encoder = try SequenceEncoder(
      bundle, "\(layers)/sequence_layer..text", heads: configuration.heads, isUnidirectional: configuration.isUnidirectional)
    self.labelEncoding = labelEncoding
    if configuration.classifiesIntents {
      textEmbedding = try DenseLayer(bundle, "\(layers)/embed..text/_dense", inputs: encoder.outputs)
      let points =
        switch labelEncoding {
        case .bagOfWords: try Self.bagsOfWords(bundle, labels)
        case .sequence: try Self.sequences(bundle, labels, configuration: configuration)
        }
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
    let encoded = encoder(features)
    var output = Output()
    if let textEmbedding, let labels {
      // A network that encodes labels as sequences was trained to look at the last token where the others look at the row
      // of the whole text behind it.
      let rows = labelEncoding == .sequence ? features.tokens : features.tokens + (features.sentence.isEmpty ? 0 : 1)
      let last = min(max(0, rows - 1), encoded.tokens - 1)
      output.confidences = labels.confidences(of: textEmbedding(encoded.rows(last..<last + 1)).row(0))
    }
    if taggers.isEmpty || features.tokens == 0 { return output }
    let words = encoded.rows(0..<features.tokens)
    var entities: [Int]?
    for tagger in taggers {
      let predictions = tagger.tag(words, entities: entities)
      if tagger.specification.attribute == .entity { entities = predictions.map(\.tag) }
      output.tags.append((tagger.specification, predictions))
    }
    return output
  }
}

// Labels
extension DIETNetwork {
  /// The layer that serves labels is the text's own where training was told to share it.
  private static func labelLayer(_ bundle: borrowing TensorBundle, _ kind: String, probe: String) -> String {
    let own = "model/_tf_layers/\(kind)..label"
    return bundle.contains("\(own)/\(probe)") ? own : "model/_tf_layers/\(kind)..text"
  }

  private static func bagsOfWords(_ bundle: borrowing TensorBundle, _ labels: [SequenceFeatures]) throws(CheckpointError) -> [[Float]] {
    let hasOwnLayer = !bundle.tensorNames.contains { $0.hasPrefix("model/_tf_layers/feature_combining_layer..text/") }
    let combination = try FeatureCombination(
      bundle, "model/_tf_layers/feature_combining_layer..\(hasOwnLayer ? "label" : "text")",
      denseSequenceWidth: width(labels.first?.sequence), denseSentenceWidth: width(labels.first?.sentence))
    let hidden = try FeedForward(
      bundle, labelLayer(bundle, "ffnn", probe: "_ffn_layers/0/kernel"), inputs: combination.outputs)
    let embedding = try DenseLayer(bundle, "model/_tf_layers/embed..label/_dense", inputs: hidden.outputs)
    let longest = labels.map(\.tokens).max()
    return try embed(labels, sequence: combination.sequenceInputs, sentence: combination.sentenceInputs, bundle) { label in
      let rows = combination(label, paddedTokens: longest)
      var sum = LaneMatrix(tokens: 1, units: rows.units)
      for row in 0..<rows.tokens {
        for unit in 0..<rows.units { sum[0, unit] += rows[row, unit] }
      }
      return embedding(hidden(sum)).row(0)
    }
  }

  private static func sequences(
    _ bundle: borrowing TensorBundle, _ labels: [SequenceFeatures], configuration: DIETConfiguration
  ) throws(CheckpointError) -> [[Float]] {
    let probe = "_tf_layers/feature_combining/_tf_layers/sparse_dense..sequence/_tf_layers/sparse_to_dense/kernel"
    let encoder = try SequenceEncoder(
      bundle, labelLayer(bundle, "sequence_layer", probe: probe), heads: configuration.heads,
      isUnidirectional: configuration.isUnidirectional)
    let embedding = try DenseLayer(bundle, "model/_tf_layers/embed..label/_dense", inputs: encoder.outputs)
    let longest = labels.map(\.tokens).max()
    return try embed(labels, sequence: encoder.sequenceInputs, sentence: encoder.sentenceInputs, bundle) { label in
      let rows = encoder(label, paddedTokens: longest)
      let last = min(rows.tokens, label.tokens + (label.sentence.isEmpty ? 0 : 1)) - 1
      return embedding(rows.rows(last..<last + 1)).row(0)
    }
  }

  /// Embeds labels whose features have as many columns as the layer takes.
  private static func embed(
    _ labels: [SequenceFeatures], sequence: Int?, sentence: Int?, _ bundle: borrowing TensorBundle,
    _ embed: (SequenceFeatures) -> [Float]
  ) throws(CheckpointError) -> [[Float]] {
    var points: [[Float]] = []
    for label in labels {
      guard label.matches(sequence: sequence, sentence: sentence), label.isAligned, label.tokens + label.sentence.count > 0 else {
        throw .unexpectedTensor(file: bundle.name, tensor: "embed..label", reason: "does not fit the labels' features")
      }
      points.append(embed(label))
    }
    return points
  }

  private static func width(_ matrices: [SparseMatrix]?) -> Int? {
    matrices.flatMap { $0.isEmpty ? nil : $0.reduce(0) { $0 + $1.columns } }
  }
}

extension SequenceFeatures {
  /// Whether there are features of each kind that is wanted, and their columns add up to what is wanted.
  func matches(sequence: Int?, sentence: Int?) -> Bool {
    func fits(_ matrices: [SparseMatrix], _ wanted: Int?) -> Bool {
      matrices.isEmpty ? wanted == nil : matrices.reduce(0) { $0 + $1.columns } == wanted
    }
    return fits(self.sequence, sequence) && fits(self.sentence, sentence)
  }

  /// Whether all matrices of words have as many rows, and those of the whole example have one.
  var isAligned: Bool { sequence.allSatisfy { $0.rows == tokens } && sentence.allSatisfy { $0.rows == 1 } }
}
