/// Lets every token gather from all others, as much as its query fits their keys, in several heads at once.
///
/// Source: Vaswani et al., "Attention Is All You Need", 2017; relative positions: Shaw, Uszkoreit and Vaswani,
/// "Self-Attention with Relative Position Representations", 2018.
public struct MultiHeadAttention: Sendable {
  let heads: Int
  /// Units per head.
  let depth: Int
  private let query: DenseLayer
  private let key: DenseLayer
  private let value: DenseLayer
  private let output: DenseLayer
  let keyPositions: RelativePositions?
  let valuePositions: RelativePositions?
  /// Whether a token sees only itself and what came before it.
  let isUnidirectional: Bool

  /// Reads `PATH/_query_dense_layer`, `_key_…`, `_value_…`, `_output_…` and, where there are any, the relative embeddings.
  /// - Throws: `CheckpointError` when a tensor is missing, damaged or of another shape, or the heads do not divide the units.
  public init(
    _ bundle: borrowing TensorBundle, _ path: String, units: Int, heads: Int, isUnidirectional: Bool
  ) throws(CheckpointError) {
    guard heads > 0, heads <= units, units % heads == 0 else {
      throw .unexpectedTensor(file: bundle.name, tensor: path, reason: "has \(units) units, which \(heads) heads cannot share")
    }
    self.heads = heads
    self.isUnidirectional = isUnidirectional
    depth = units / heads
    query = try DenseLayer(bundle, "\(path)/_query_dense_layer", inputs: units)
    key = try DenseLayer(bundle, "\(path)/_key_dense_layer", inputs: units)
    value = try DenseLayer(bundle, "\(path)/_value_dense_layer", inputs: units)
    output = try DenseLayer(bundle, "\(path)/_output_dense_layer", inputs: units)
    for layer in [query, key, value, output] where layer.outputs != units {
      throw .unexpectedTensor(file: bundle.name, tensor: path, reason: "has \(layer.outputs) outputs instead of \(units)")
    }
    keyPositions = try RelativePositions(
      bundle, "\(path)/key_relative_embeddings", heads: heads, depth: depth, isUnidirectional: isUnidirectional)
    valuePositions = try RelativePositions(
      bundle, "\(path)/value_relative_embeddings", heads: heads, depth: depth, isUnidirectional: isUnidirectional)
  }

  /// - Parameter x: (tokens, units)
  /// - Returns: (tokens, units)
  public func callAsFunction(_ x: LaneMatrix) -> LaneMatrix {
    var scratch = AttentionScratch()
    var y = LaneMatrix(tokens: x.tokens, units: heads * depth)
    self(x, addingTo: &y, scratch: &scratch)
    return y
  }

  /// Adds what the tokens gather to `y`.
  /// - Parameters:
  ///   - x: (tokens, units)
  ///   - row: the only token that gathers; `nil` for all of them.
  ///   - y: (tokens, units), or (1, units) for a single row.
  func callAsFunction(_ x: LaneMatrix, row: Int? = nil, addingTo y: inout LaneMatrix, scratch: inout AttentionScratch) {
    if let row {
      scratch.row.copy(row..<row + 1, of: x)
      query(scratch.row, into: &scratch.queries)
    } else {
      query(x, into: &scratch.queries)
    }
    key(x, into: &scratch.keys)
    value(x, into: &scratch.values)
    gather(from: row ?? 0, scratch: &scratch)
    output(scratch.gathered, addingTo: &y)
  }

  /// What each query gathers from all values.
  /// - Parameter first: the first query's place among the tokens.
  private func gather(from first: Int, scratch: inout AttentionScratch) {
    let (queries, keys, values) = (scratch.queries, scratch.keys, scratch.values)
    scratch.gathered.reshape(tokens: queries.tokens, units: queries.units)
    scratch.tile.reshape(
      tokens: LaneMatrix.width, units: AttentionTile.slots(keyPositions: keyPositions, valuePositions: valuePositions))
    queries.withNumbers { queryNumbers in
      keys.withNumbers { keyNumbers in
        values.withNumbers { valueNumbers in
          scratch.gathered.withMutableNumbers { gathered in
            scratch.tile.withMutableNumbers { memory in
              for block in 0..<queries.blocks {
                for head in 0..<heads {
                  let lanes = queries.lanes(ofBlock: block)
                  let start = queries.offset(ofBlock: block) + head * depth * lanes
                  let tile = AttentionTile(
                    attention: self, head: head, firstToken: first + block * LaneMatrix.width, queries: queryNumbers + start,
                    shape: keys, keys: keyNumbers, values: valueNumbers, gathered: gathered + start, memory: memory)
                  switch lanes {
                  case 1: tile.attend(Float.self)
                  case 4: tile.attend(SIMD4<Float>.self)
                  case 8: tile.attend(SIMD8<Float>.self)
                  default: tile.attend(SIMD16<Float>.self)
                  }
                }
              }
            }
          }
        }
      }
    }
  }
}
