/// One layer of the encoder: attention, then two dense layers, each behind a normalization and added to its input.
package struct TransformerEncoderLayer: Sendable {
  private let attentionNormalization: LayerNormalization
  private let attention: MultiHeadAttention
  private let forwardNormalization: LayerNormalization
  private let widening: DenseLayer
  private let narrowing: DenseLayer

  /// Reads `PATH/_layer_norm`, `_mha`, `_ffn_layers/0`, `/1` and `/3`.
  /// - Throws: `CheckpointError` when a tensor is missing, damaged or of another shape.
  package init(_ bundle: borrowing TensorBundle, _ path: String, units: Int, heads: Int, isUnidirectional: Bool) throws(CheckpointError) {
    attentionNormalization = try LayerNormalization(bundle, "\(path)/_layer_norm", units: units)
    attention = try MultiHeadAttention(bundle, "\(path)/_mha", units: units, heads: heads, isUnidirectional: isUnidirectional)
    forwardNormalization = try LayerNormalization(bundle, "\(path)/_ffn_layers/0", units: units)
    widening = try DenseLayer(bundle, "\(path)/_ffn_layers/1", inputs: units, activation: .gelu)
    narrowing = try DenseLayer(bundle, "\(path)/_ffn_layers/3", inputs: widening.outputs)
    guard narrowing.outputs == units else {
      throw .unexpectedTensor(file: bundle.name, tensor: "\(path)/_ffn_layers/3/kernel", reason: "has \(narrowing.outputs) outputs")
    }
  }

  /// - Parameter x: (tokens, units)
  /// - Returns: (tokens, units)
  package func callAsFunction(_ x: LaneMatrix) -> LaneMatrix {
    var x = x
    var scratch = TransformerScratch()
    apply(to: &x, scratch: &scratch)
    return x
  }

  /// - Parameters:
  ///   - x: (tokens, units); becomes the same, or (1, units) for a single row.
  ///   - row: the only row that anybody reads; `nil` for all of them.
  package func apply(to x: inout LaneMatrix, row: Int? = nil, scratch: inout TransformerScratch) {
    attentionNormalization(x, into: &scratch.normalized)
    if let row {
      scratch.row.copy(row..<row + 1, of: x)
      swap(&x, &scratch.row)
    }
    attention(scratch.normalized, row: row, addingTo: &x, scratch: &scratch.attention)
    forwardNormalization(x, into: &scratch.normalized)
    widening(scratch.normalized, into: &scratch.wide)
    narrowing(scratch.wide, addingTo: &x)
  }
}
