/// What DIET and TED do with a text: combine its features, pass them through hidden layers, then through a transformer.
public struct SequenceEncoder: Sendable {
  private let combination: FeatureCombination
  private let hidden: FeedForward
  /// `nil` for a model without transformer layers.
  private let transformer: TransformerEncoder?

  /// The width of every row that comes out.
  public var outputs: Int { transformer?.units ?? hidden.outputs }
  /// The columns of sparse features that it takes; `nil` for a kind that it does not have.
  public var sequenceInputs: Int? { combination.sequenceInputs }
  public var sentenceInputs: Int? { combination.sentenceInputs }

  /// Reads `PATH/_tf_layers/feature_combining`, `ffnn` and `transformer`.
  /// - Throws: `CheckpointError` when a tensor is missing, damaged or of another shape.
  public init(_ bundle: borrowing TensorBundle, _ path: String, heads: Int, isUnidirectional: Bool) throws(CheckpointError) {
    combination = try FeatureCombination(bundle, "\(path)/_tf_layers/feature_combining")
    hidden = try FeedForward(bundle, "\(path)/_tf_layers/ffnn", inputs: combination.outputs)
    transformer = try TransformerEncoder(
      bundle, "\(path)/_tf_layers/transformer", inputs: hidden.outputs, heads: heads, isUnidirectional: isUnidirectional)
  }

  /// - Returns: (rows, outputs), a row per token and one for the whole text.
  public func callAsFunction(_ features: SequenceFeatures, paddedTokens: Int? = nil) -> LaneMatrix {
    var x = hidden(combination(features, paddedTokens: paddedTokens))
    guard let transformer else { return x }
    // Rows behind a label's own are padding, which attention must not see.
    let rows = features.tokens + (features.sentence.isEmpty ? 0 : 1)
    if rows < x.tokens { x = x.rows(0..<rows) }
    return transformer(x).mapping(.gelu)
  }
}
