import Inference

extension DIETNetwork {
  /// The point of each label, with the layers that serve labels: those of the text where training was told to share them.
  /// - Parameter labels: each label's features, in the order of the labels' numbers.
  /// - Returns: (labels, dimension)
  /// - Throws: `CheckpointError` when a tensor is missing, damaged or of another shape, or does not fit the features.
  static func points(
    _ bundle: borrowing TensorBundle, of labels: [SequenceFeatures], encoding: LabelEncoding, configuration: DIETConfiguration
  ) throws(CheckpointError) -> [[Float]] {
    let layers = "model/_tf_layers"
    let kinds = encoding == .sequence ? ["sequence_layer"] : ["feature_combining_layer", "ffnn"]
    let name = layersAreShared(bundle, kinds.map { "\(layers)/\($0)" }) ? "text" : "label"
    let embeddingPath = "\(layers)/embed..label/_dense"
    let longest = labels.map(\.tokens).max()
    switch encoding {
    case .bagOfWords:
      let hiddenPath = "\(layers)/ffnn..\(name)"
      let isHidden = bundle.contains("\(hiddenPath)/_ffn_layers/0/kernel")
      let width = try bundle.tensor("\(isHidden ? "\(hiddenPath)/_ffn_layers/0" : embeddingPath)/kernel", shape: [-1, -1]).shape[0]
      let combination = try FeatureCombination(bundle, "\(layers)/feature_combining_layer..\(name)", outputs: width)
      let hidden = try FeedForward(bundle, hiddenPath, inputs: width)
      let embedding = try DenseLayer(bundle, embeddingPath, inputs: hidden.outputs)
      try check(labels, fit: combination.takes, bundle)
      return labels.map { embedding(hidden(combination($0, paddedTokens: longest).summed())).row(0) }
    case .sequence:
      let encoder = try SequenceEncoder(
        bundle, "\(layers)/sequence_layer..\(name)", next: embeddingPath, heads: configuration.heads,
        isUnidirectional: configuration.isUnidirectional)
      let embedding = try DenseLayer(bundle, embeddingPath, inputs: encoder.outputs)
      try check(labels, fit: encoder.takes, bundle)
      return labels.map { label in
        let rows = encoder(label, paddedTokens: longest)
        let last = min(rows.tokens, label.rows) - 1
        return embedding(rows.rows(last..<last + 1)).row(0)
      }
    }
  }

  /// Whether labels pass through the layers of the text.
  private static func layersAreShared(_ bundle: borrowing TensorBundle, _ kinds: [String]) -> Bool {
    let names = bundle.tensorNames
    func has(_ attribute: String) -> Bool { kinds.contains { kind in names.contains { $0.hasPrefix("\(kind)..\(attribute)/") } } }
    return has("text") && !has("label")
  }

  private static func check(
    _ labels: [SequenceFeatures], fit: (FeatureWidths) -> Bool, _ bundle: borrowing TensorBundle
  ) throws(CheckpointError) {
    guard labels.allSatisfy({ fit($0.widths) && $0.isAligned && $0.rows > 0 }) else {
      throw .unexpectedTensor(file: bundle.name, tensor: "embed..label", reason: "does not fit the labels' features")
    }
  }
}

extension SequenceFeatures {
  /// Whether all matrices of words have as many rows, and those of the whole example have one.
  fileprivate var isAligned: Bool {
    sequence.allSatisfy { $0.rows == tokens } && denseSequence.allSatisfy { $0.rows == tokens }
      && sentence.allSatisfy { $0.rows == 1 } && denseSentence.allSatisfy { $0.rows == 1 }
  }
}
