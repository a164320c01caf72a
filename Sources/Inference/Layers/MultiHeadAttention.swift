/// Lets every token gather from all others, as much as its query fits their keys, in several heads at once.
///
/// Source: Vaswani et al., "Attention Is All You Need", 2017; relative positions: Shaw, Uszkoreit and Vaswani,
/// "Self-Attention with Relative Position Representations", 2018.
public struct MultiHeadAttention: Sendable {
  private let heads: Int
  /// Units per head.
  private let depth: Int
  private let query: DenseLayer
  private let key: DenseLayer
  private let value: DenseLayer
  private let output: DenseLayer
  private let keyPositions: RelativePositions?
  private let valuePositions: RelativePositions?
  /// Whether a token sees only itself and what came before it.
  private let isUnidirectional: Bool

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
    let queries = query(x)
    let keys = key(x)
    let values = value(x)
    var gathered = LaneMatrix(tokens: x.tokens, units: heads * depth)
    var weights = [LaneMatrix.Lanes](repeating: .zero, count: x.tokens)
    for block in 0..<x.blocks {
      for head in 0..<heads {
        let firstUnit = head * depth
        let queries = Array(queries.storage[block * queries.units + firstUnit..<block * queries.units + firstUnit + depth])
        score(queries, against: keys, head: head, block: block, into: &weights)
        Self.normalize(&weights)
        gather(values, by: weights, head: head, block: block, into: &gathered)
      }
    }
    return output(gathered)
  }

  /// How well the queries of one block of tokens fit each token's key.
  /// - Parameters:
  ///   - queries: (depth) 16 tokens' queries in one head.
  ///   - weights: (tokens) receives the logits.
  private func score(
    _ queries: [LaneMatrix.Lanes], against keys: LaneMatrix, head: Int, block: Int, into weights: inout [LaneMatrix.Lanes]
  ) {
    let scale = 1 / Float(depth).squareRoot()
    let positions = keyPositions?.products(of: queries, head: head)
    keys.storage.withUnsafeBufferPointer { keys in
      for token in weights.indices {
        let column = token / LaneMatrix.width * heads * depth + head * depth
        let lane = token % LaneMatrix.width
        var sum = LaneMatrix.Lanes.zero
        for unit in 0..<depth { sum = LaneMath.multiplyAdd(sum, queries[unit], keys[column + unit][lane]) }
        if let positions, let keyPositions { keyPositions.add(positions, to: &sum, key: token, block: block) }
        sum *= scale
        if isUnidirectional {
          for lane in 0..<LaneMatrix.width where token > block * LaneMatrix.width + lane { sum[lane] -= 1e9 }
        }
        weights[token] = sum
      }
    }
  }

  /// Softmax over the tokens, in every lane by itself.
  private static func normalize(_ weights: inout [LaneMatrix.Lanes]) {
    var largest = LaneMatrix.Lanes(repeating: -.infinity)
    for weight in weights { largest = LaneMath.maximum(largest, weight) }
    var sum = LaneMatrix.Lanes.zero
    for token in weights.indices {
      weights[token] = LaneMath.exponential(weights[token] - largest)
      sum += weights[token]
    }
    let inverse = 1 / sum
    for token in weights.indices { weights[token] *= inverse }
  }

  /// Sums up the values of all tokens, each by its weight.
  private func gather(
    _ values: LaneMatrix, by weights: [LaneMatrix.Lanes], head: Int, block: Int, into gathered: inout LaneMatrix
  ) {
    let units = heads * depth
    let positions = valuePositions?.sums(of: weights, block: block)
    values.storage.withUnsafeBufferPointer { values in
      gathered.storage.withUnsafeMutableBufferPointer { gathered in
        for unit in 0..<depth {
          let column = head * depth + unit
          var sum = LaneMatrix.Lanes.zero
          for token in weights.indices {
            let value = values[token / LaneMatrix.width * units + column][token % LaneMatrix.width]
            sum = LaneMath.multiplyAdd(sum, weights[token], value)
          }
          if let positions, let valuePositions { valuePositions.add(positions, unit: unit, head: head, to: &sum) }
          gathered[block * units + column] = sum
        }
      }
    }
  }
}
