/// Turns the features of a sequence's tokens into ones that know their surroundings.
///
/// Source: Vaswani et al., "Attention Is All You Need", 2017, with the normalization in front of each sub-layer and behind
/// the last.
public struct TransformerEncoder: Sendable {
  /// The width of every layer.
  public let units: Int
  private let embedding: DenseLayer
  private let layers: [TransformerEncoderLayer]
  private let normalization: LayerNormalization
  private let waves: PositionWaves

  /// Reads `PATH/_embedding`, `_enc_layers/0 …` and `_layer_norm`.
  /// - Returns: `nil` when the checkpoint has no encoder there.
  /// - Throws: `CheckpointError` when a tensor is missing, damaged or of another shape.
  public init?(
    _ bundle: borrowing TensorBundle, _ path: String, inputs: Int, heads: Int, isUnidirectional: Bool
  ) throws(CheckpointError) {
    guard bundle.contains("\(path)/_embedding/kernel") else { return nil }
    embedding = try DenseLayer(bundle, "\(path)/_embedding", inputs: inputs)
    units = embedding.outputs
    var layers: [TransformerEncoderLayer] = []
    while bundle.contains("\(path)/_enc_layers/\(layers.count)/_layer_norm/gamma") {
      layers.append(
        try TransformerEncoderLayer(
          bundle, "\(path)/_enc_layers/\(layers.count)", units: units, heads: heads, isUnidirectional: isUnidirectional))
    }
    self.layers = layers
    normalization = try LayerNormalization(bundle, "\(path)/_layer_norm", units: units)
    waves = PositionWaves(units: units)
  }

  /// - Parameter x: (tokens, inputs)
  /// - Returns: (tokens, units)
  public func callAsFunction(_ x: LaneMatrix) -> LaneMatrix {
    var x = x
    var scratch = TransformerScratch()
    apply(to: &x, scratch: &scratch)
    return x
  }

  /// - Parameters:
  ///   - x: (tokens, inputs) of at least one token; becomes (tokens, units), or (1, units) for a single row.
  ///   - row: the only row that anybody reads; `nil` for all of them. The last layer then leaves out the others.
  public func apply(to x: inout LaneMatrix, row: Int? = nil, scratch: inout TransformerScratch) {
    embedding(x, into: &scratch.normalized)
    swap(&x, &scratch.normalized)
    waves.add(to: &x, scaledBy: Float(units).squareRoot())
    for (index, layer) in layers.enumerated() {
      layer.apply(to: &x, row: index == layers.count - 1 ? row : nil, scratch: &scratch)
    }
    if let row, layers.isEmpty {
      scratch.row.copy(row..<row + 1, of: x)
      swap(&x, &scratch.row)
    }
    normalization(x, into: &scratch.normalized)
    swap(&x, &scratch.normalized)
  }
}
