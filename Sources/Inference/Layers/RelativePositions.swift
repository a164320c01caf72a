/// Learnt embeddings of how far a key stands from its query, up to a greatest distance; farther ones share the last.
///
/// Source: Shaw, Uszkoreit and Vaswani, "Self-Attention with Relative Position Representations", 2018.
struct RelativePositions: Sendable {
  /// (heads, distances, depth), from the farthest before the query to the farthest behind it, or to the query itself where
  /// tokens only look back.
  private let embeddings: [Float]
  let distances: Int
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

  /// Calls back for each key with the one distance that all queries have to it, or with each query's own.
  @inline(__always)
  private func forEach(
    _ tokens: Range<Int>, firstQuery: Int, lanes: Int, all: (_ key: Int, _ distance: Int) -> Void,
    one: (_ key: Int, _ lane: Int, _ distance: Int) -> Void
  ) {
    for token in tokens {
      let key = token - tokens.lowerBound
      let nearest = index(ofOffset: token - firstQuery)
      if nearest == index(ofOffset: token - firstQuery - lanes + 1) {
        if let nearest { all(key, nearest) }
        continue
      }
      for lane in 0..<lanes {
        if let distance = index(ofOffset: token - firstQuery - lane) { one(key, lane, distance) }
      }
    }
  }
}

// On what a block's queries and a tile's keys have in common
extension RelativePositions {
  /// Writes the products of a block's queries with every embedding.
  /// - Parameters:
  ///   - queries: (depth, lanes)
  ///   - products: becomes (distances, lanes).
  @inline(__always)
  func writeProducts<Lanes: LaneVector>(
    of queries: UnsafePointer<Float>, head: Int, _: Lanes.Type, into products: UnsafeMutablePointer<Float>
  ) {
    for distance in 0..<distances {
      let start = (head * distances + distance) * depth
      var sum = Lanes(repeating: 0)
      for unit in 0..<depth { sum = Lanes.multiplyAdd(sum, Lanes(at: queries + unit &* Lanes.lanes), embeddings[start + unit]) }
      sum.store(at: products + distance &* Lanes.lanes)
    }
  }

  /// Adds to each query's logit for a key the product with the embedding of their distance.
  /// - Parameters:
  ///   - products: (distances, lanes)
  ///   - logits: (tokens, lanes)
  @inline(__always)
  func addProducts<Lanes: LaneVector>(
    _ products: UnsafePointer<Float>, of tokens: Range<Int>, firstQuery: Int, _: Lanes.Type, to logits: UnsafeMutablePointer<Float>
  ) {
    forEach(tokens, firstQuery: firstQuery, lanes: Lanes.lanes) { key, distance in
      let place = logits + key &* Lanes.lanes
      (Lanes(at: place) + Lanes(at: products + distance &* Lanes.lanes)).store(at: place)
    } one: { key, lane, distance in
      logits[key &* Lanes.lanes &+ lane] += products[distance &* Lanes.lanes &+ lane]
    }
  }

  @inline(__always)
  func clear<Lanes: LaneVector>(_ sums: UnsafeMutablePointer<Float>, _: Lanes.Type) {
    sums.update(repeating: 0, count: distances * Lanes.lanes)
  }

  /// Adds how much attention each query of a block gives to each distance.
  /// - Parameters:
  ///   - weights: (tokens, lanes)
  ///   - sums: (distances, lanes)
  @inline(__always)
  func addWeights<Lanes: LaneVector>(
    _ weights: UnsafePointer<Float>, of tokens: Range<Int>, firstQuery: Int, _: Lanes.Type, to sums: UnsafeMutablePointer<Float>
  ) {
    forEach(tokens, firstQuery: firstQuery, lanes: Lanes.lanes) { key, distance in
      let place = sums + distance &* Lanes.lanes
      (Lanes(at: place) + Lanes(at: weights + key &* Lanes.lanes)).store(at: place)
    } one: { key, lane, distance in
      sums[distance &* Lanes.lanes &+ lane] += weights[key &* Lanes.lanes &+ lane]
    }
  }

  /// Adds the embeddings, each by the attention that its distance got.
  /// - Parameters:
  ///   - sums: (distances, lanes)
  ///   - gathered: (depth, lanes)
  @inline(__always)
  func addEmbeddings<Lanes: LaneVector>(
    weighedBy sums: UnsafePointer<Float>, head: Int, _: Lanes.Type, to gathered: UnsafeMutablePointer<Float>
  ) {
    for unit in 0..<depth {
      var value = Lanes(at: gathered + unit &* Lanes.lanes)
      for distance in 0..<distances {
        let embedding = embeddings[(head * distances + distance) * depth + unit]
        value = Lanes.multiplyAdd(value, Lanes(at: sums + distance &* Lanes.lanes), embedding)
      }
      value.store(at: gathered + unit &* Lanes.lanes)
    }
  }
}
