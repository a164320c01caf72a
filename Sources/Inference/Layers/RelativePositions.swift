/// Learnt embeddings of how far a key stands from its query, up to a greatest distance; farther ones share the last.
///
/// Source: Shaw, Uszkoreit and Vaswani, "Self-Attention with Relative Position Representations", 2018.
struct RelativePositions: Sendable {
  /// (heads, distances, depth), from the farthest before the query to the farthest behind it, or to the query itself where
  /// tokens only look back.
  private let embeddings: [Float]
  private let distances: Int
  private let depth: Int
  /// Where distance 0 stands among the distances.
  private let origin: Int

  /// - Returns: `nil` when the checkpoint has no tensor of that name.
  /// - Throws: `CheckpointError` when the tensor is damaged or of another shape.
  init?(_ bundle: borrowing TensorBundle, _ name: String, heads: Int, depth: Int, isUnidirectional: Bool) throws(CheckpointError) {
    guard bundle.contains(name) else { return nil }
    let tensor = try bundle.tensor(name, shape: [heads, -1, depth])
    guard tensor.shape[1] > 0, isUnidirectional || tensor.shape[1] % 2 == 1 else {
      throw .unexpectedTensor(file: bundle.name, tensor: name, reason: "has \(tensor.shape[1]) distances")
    }
    embeddings = tensor.values
    distances = tensor.shape[1]
    self.depth = depth
    origin = isUnidirectional ? distances - 1 : distances / 2
  }

  /// Which embedding serves a key at `offset` from its query; `nil` for a key behind a query that only looks back.
  private func index(ofOffset offset: Int) -> Int? {
    let index = max(0, offset + origin)
    if index < distances { return index }
    return origin == distances - 1 ? nil : distances - 1
  }

  /// The products of one block's queries with every embedding.
  /// - Parameter queries: (depth)
  /// - Returns: (distances)
  func products(of queries: [LaneMatrix.Lanes], head: Int) -> [LaneMatrix.Lanes] {
    (0..<distances).map { distance in
      let start = (head * distances + distance) * depth
      return queries.indices.reduce(.zero) { LaneMath.multiplyAdd($0, queries[$1], embeddings[start + $1]) }
    }
  }

  /// Adds to each query's logit for `key` the product with the embedding of their distance.
  func add(_ products: [LaneMatrix.Lanes], to logits: inout LaneMatrix.Lanes, key: Int, block: Int) {
    for lane in 0..<LaneMatrix.width {
      if let index = index(ofOffset: key - (block * LaneMatrix.width + lane)) { logits[lane] += products[index][lane] }
    }
  }

  /// How much attention each query of a block gives to each distance.
  /// - Parameter weights: (tokens)
  /// - Returns: (distances)
  func sums(of weights: [LaneMatrix.Lanes], block: Int) -> [LaneMatrix.Lanes] {
    var sums = [LaneMatrix.Lanes](repeating: .zero, count: distances)
    for (key, weight) in weights.enumerated() {
      for lane in 0..<LaneMatrix.width {
        if let index = index(ofOffset: key - (block * LaneMatrix.width + lane)) { sums[index][lane] += weight[lane] }
      }
    }
    return sums
  }

  /// Adds one unit of the embeddings, each by the attention that its distance got.
  func add(_ sums: [LaneMatrix.Lanes], unit: Int, head: Int, to value: inout LaneMatrix.Lanes) {
    for distance in 0..<distances {
      value = LaneMath.multiplyAdd(value, sums[distance], embeddings[(head * distances + distance) * depth + unit])
    }
  }
}
