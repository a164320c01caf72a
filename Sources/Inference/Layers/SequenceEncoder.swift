/// What DIET and TED do with a text: combine its features, pass them through hidden layers, then through a transformer.
public struct SequenceEncoder: Sendable {
  private let combination: FeatureCombination
  private let hidden: FeedForward
  /// `nil` for a model without transformer layers.
  private let transformer: TransformerEncoder?

  /// The width of every row that comes out.
  public var outputs: Int { transformer?.units ?? hidden.outputs }
  /// The columns of features that it takes.
  public var inputs: FeatureWidths { combination.inputs }

  /// Whether features of those columns fit.
  public func takes(_ columns: FeatureWidths) -> Bool { combination.takes(columns) }
  /// Whether features of those columns fit once sparse ones are left out. The others then take the first columns.
  public func takesBeginning(_ columns: FeatureWidths) -> Bool { combination.takesBeginning(columns) }

  /// Reads `PATH/_tf_layers/feature_combining`, `ffnn` and `transformer`.
  /// - Parameter next: the dense layer that reads what comes out; from it follows the width of an encoder without layers.
  /// - Throws: `CheckpointError` when a tensor is missing, damaged or of another shape.
  public init(
    _ bundle: borrowing TensorBundle, _ path: String, next: String? = nil, heads: Int, isUnidirectional: Bool
  ) throws(CheckpointError) {
    let behind = ["\(path)/_tf_layers/ffnn/_ffn_layers/0", "\(path)/_tf_layers/transformer/_embedding"]
    var width: Int?
    for layer in behind where width == nil && bundle.contains("\(layer)/kernel") { width = try bundle.inputs(of: layer) }
    if width == nil, let next { width = try bundle.inputs(of: next) }
    guard let width else { throw .unexpectedTensor(file: bundle.name, tensor: path, reason: "has neither layers nor one behind it") }
    combination = try FeatureCombination(bundle, "\(path)/_tf_layers/feature_combining", outputs: width)
    hidden = try FeedForward(bundle, "\(path)/_tf_layers/ffnn", inputs: combination.outputs)
    transformer = try TransformerEncoder(
      bundle, "\(path)/_tf_layers/transformer", inputs: hidden.outputs, heads: heads, isUnidirectional: isUnidirectional)
  }

  /// - Returns: (rows, outputs), a row per token and one for the whole text.
  public func callAsFunction(_ features: SequenceFeatures, paddedTokens: Int? = nil) -> LaneMatrix {
    var scratch = EncoderScratch()
    encode(features, paddedTokens: paddedTokens, scratch: &scratch)
    return scratch.encoded
  }

  /// Leaves a row per token and one for the whole text in `scratch.encoded`. (rows, outputs)
  /// - Parameter row: the only row that anybody reads, which is then the only one that comes out; `nil` for all of them.
  public func encode(_ features: SequenceFeatures, paddedTokens: Int? = nil, row: Int? = nil, scratch: inout EncoderScratch) {
    combination(features, paddedTokens: paddedTokens, into: &scratch.encoded, scratch: &scratch.combination)
    hidden.apply(to: &scratch.encoded, spare: &scratch.spare)
    guard let transformer else {
      if let row { scratch.encoded.keep(row..<row + 1, spare: &scratch.spare) }
      return
    }
    // Rows behind a label's own are padding, which attention must not see.
    if features.rows < scratch.encoded.tokens { scratch.encoded.keep(0..<features.rows, spare: &scratch.spare) }
    transformer.apply(to: &scratch.encoded, row: row, scratch: &scratch.transformer)
    scratch.encoded.applyGelu()
  }
}

extension LaneMatrix {
  /// Drops all other rows.
  fileprivate mutating func keep(_ range: Range<Int>, spare: inout LaneMatrix) {
    spare.copy(range, of: self)
    swap(&self, &spare)
  }
}
