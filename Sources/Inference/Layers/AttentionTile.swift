/// The attention of one block of queries in one head, worked off a tile of keys at a time, so that its memory does not grow
/// with the message.
///
/// Source: Milakov and Gimelshein, "Online normalizer calculation for softmax", 2018: each tile's exponentials are taken
/// against the largest logit so far, and what the earlier tiles gave is scaled when a larger one appears.
struct AttentionTile {
  let attention: MultiHeadAttention
  let head: Int
  /// The place of the first query among the tokens.
  let firstToken: Int
  /// (depth, lanes)
  let queries: UnsafePointer<Float>
  /// Whose tokens, units and blocks the keys and the values have.
  let shape: LaneMatrix
  /// (tokens, units)
  let keys: UnsafePointer<Float>
  /// (tokens, units)
  let values: UnsafePointer<Float>
  /// (depth, lanes) receives what the queries gather.
  let gathered: UnsafeMutablePointer<Float>
  /// `slots` times 16 numbers.
  let memory: UnsafeMutablePointer<Float>

  /// How many keys share a tile.
  private static let width = 128

  private static let slot = LaneMatrix.width

  /// How much memory a tile needs, in vectors of 16 numbers.
  static func slots(keyPositions: RelativePositions?, valuePositions: RelativePositions?) -> Int {
    width + 1 + (keyPositions?.distances ?? 0) + (valuePositions?.distances ?? 0)
  }

  /// (tile, lanes) the logits, then the weights of a tile's keys.
  private var weights: UnsafeMutablePointer<Float> { memory }
  /// A single vector.
  private var factor: UnsafeMutablePointer<Float> { memory + Self.width * Self.slot }
  /// (distances, lanes) the queries' products with the embeddings of distances.
  private var products: UnsafeMutablePointer<Float> { factor + Self.slot }
  /// (distances, lanes) the attention that each distance gets.
  private var sums: UnsafeMutablePointer<Float> { products + (attention.keyPositions?.distances ?? 0) * Self.slot }

  private var depth: Int { attention.depth }

  @inline(__always)
  func attend<Lanes: LaneVector>(_: Lanes.Type) {
    attention.keyPositions?.writeProducts(of: queries, head: head, Lanes.self, into: products)
    attention.valuePositions?.clear(sums, Lanes.self)
    // Nobody looks at what stands behind the last query where tokens only look back.
    let visible = attention.isUnidirectional ? min(shape.tokens, firstToken + Lanes.lanes) : shape.tokens
    var largest = Lanes(repeating: 0)
    var total = Lanes(repeating: 0)
    for first in stride(from: 0, to: visible, by: Self.width) {
      let tokens = first..<min(first + Self.width, visible)
      score(Lanes.self, tokens)
      let peak = self.peak(Lanes.self, count: tokens.count, atLeast: first == 0 ? nil : largest)
      if first > 0 {
        (largest - peak).store(at: factor)
        exponentiate(factor, count: Lanes.lanes)
        total = total * Lanes(at: factor)
        scale(gathered, count: depth, by: Lanes(at: factor))
        if let positions = attention.valuePositions { scale(sums, count: positions.distances, by: Lanes(at: factor)) }
      }
      largest = peak
      total = total + weigh(count: tokens.count, against: peak)
      gather(Lanes.self, tokens)
      attention.valuePositions?.addWeights(weights, of: tokens, firstQuery: firstToken, Lanes.self, to: sums)
    }
    attention.valuePositions?.addEmbeddings(weighedBy: sums, head: head, Lanes.self, to: gathered)
    scale(gathered, count: depth, by: Lanes(repeating: 1) / total)
  }

  /// How well the queries fit each key of a tile.
  @inline(__always)
  private func score<Lanes: LaneVector>(_: Lanes.Type, _ tokens: Range<Int>) {
    let scale = Lanes(repeating: 1 / Float(depth).squareRoot())
    for block in tokens.lowerBound / LaneMatrix.width..<(tokens.upperBound + LaneMatrix.width - 1) / LaneMatrix.width {
      let lanes = shape.lanes(ofBlock: block)
      let start = keys + shape.offset(ofBlock: block) + head * depth * lanes
      let logits = weights + (block * LaneMatrix.width - tokens.lowerBound) * Lanes.lanes
      if lanes == 1 {
        var sum = Lanes(repeating: 0)
        for unit in 0..<depth { sum = Lanes.multiplyAdd(sum, Lanes(at: queries + unit &* Lanes.lanes), start[unit]) }
        sum.store(at: logits)
      } else {
        for key in stride(from: 0, to: lanes, by: 4) {
          var fit = (Lanes(repeating: 0), Lanes(repeating: 0), Lanes(repeating: 0), Lanes(repeating: 0))
          for unit in 0..<depth {
            let query = Lanes(at: queries + unit &* Lanes.lanes)
            let four = start + (unit &* lanes &+ key)
            fit.0 = Lanes.multiplyAdd(fit.0, query, four[0])
            fit.1 = Lanes.multiplyAdd(fit.1, query, four[1])
            fit.2 = Lanes.multiplyAdd(fit.2, query, four[2])
            fit.3 = Lanes.multiplyAdd(fit.3, query, four[3])
          }
          let target = logits + key &* Lanes.lanes
          fit.0.store(at: target)
          fit.1.store(at: target + Lanes.lanes)
          fit.2.store(at: target + 2 &* Lanes.lanes)
          fit.3.store(at: target + 3 &* Lanes.lanes)
        }
      }
    }
    attention.keyPositions?.addProducts(products, of: tokens, firstQuery: firstToken, Lanes.self, to: weights)
    self.scale(weights, count: tokens.count, by: scale)
    if attention.isUnidirectional { hideLaterTokens(tokens, lanes: Lanes.lanes) }
  }

  private func hideLaterTokens(_ tokens: Range<Int>, lanes: Int) {
    for token in max(tokens.lowerBound, firstToken + 1)..<max(tokens.upperBound, firstToken + 1) {
      for lane in 0..<min(lanes, token - firstToken) { weights[(token - tokens.lowerBound) * lanes + lane] -= 1e9 }
    }
  }

  /// The largest logit of each query.
  @inline(__always)
  private func peak<Lanes: LaneVector>(_: Lanes.Type, count: Int, atLeast least: Lanes?) -> Lanes {
    var peak = least ?? Lanes(at: weights)
    for key in 0..<count { peak = Lanes.larger(peak, Lanes(at: weights + key &* Lanes.lanes)) }
    return peak
  }

  /// Turns the logits into weights that are yet to be divided by their sum.
  /// - Returns: the sum.
  @inline(__always)
  private func weigh<Lanes: LaneVector>(count: Int, against peak: Lanes) -> Lanes {
    for key in 0..<count {
      let place = weights + key &* Lanes.lanes
      (Lanes(at: place) - peak).store(at: place)
    }
    exponentiate(weights, count: count * Lanes.lanes)
    var sum = Lanes(repeating: 0)
    for key in 0..<count { sum = sum + Lanes(at: weights + key &* Lanes.lanes) }
    return sum
  }

  private func exponentiate(_ numbers: UnsafeMutablePointer<Float>, count: Int) {
    for index in stride(from: 0, to: count, by: Self.slot) {
      LaneMath.exponential(SIMD16(at: numbers + index)).store(at: numbers + index)
    }
  }

  @inline(__always)
  private func scale<Lanes: LaneVector>(_ numbers: UnsafeMutablePointer<Float>, count: Int, by factor: Lanes) {
    for index in 0..<count {
      let place = numbers + index &* Lanes.lanes
      (Lanes(at: place) * factor).store(at: place)
    }
  }

  /// Sums up the values of a tile's tokens, each by its weight.
  @inline(__always)
  private func gather<Lanes: LaneVector>(_: Lanes.Type, _ tokens: Range<Int>) {
    for unit in stride(from: 0, to: depth, by: 4) {
      // At a depth that is no multiple of four, the last units are summed up more than once, and stored once.
      let units = (unit, min(unit + 1, depth - 1), min(unit + 2, depth - 1), min(unit + 3, depth - 1))
      var sums = (Lanes(repeating: 0), Lanes(repeating: 0), Lanes(repeating: 0), Lanes(repeating: 0))
      if tokens.lowerBound > 0 {
        sums.0 = Lanes(at: gathered + units.0 &* Lanes.lanes)
        sums.1 = Lanes(at: gathered + units.1 &* Lanes.lanes)
        sums.2 = Lanes(at: gathered + units.2 &* Lanes.lanes)
        sums.3 = Lanes(at: gathered + units.3 &* Lanes.lanes)
      }
      for block in tokens.lowerBound / LaneMatrix.width..<(tokens.upperBound + LaneMatrix.width - 1) / LaneMatrix.width {
        let lanes = shape.lanes(ofBlock: block)
        let start = values + shape.offset(ofBlock: block) + head * depth * lanes
        let columns = (start + units.0 &* lanes, start + units.1 &* lanes, start + units.2 &* lanes, start + units.3 &* lanes)
        let first = block * LaneMatrix.width
        let weights = weights + (first - tokens.lowerBound) * Lanes.lanes
        for key in 0..<min(LaneMatrix.width, tokens.upperBound - first) {
          let weight = Lanes(at: weights + key &* Lanes.lanes)
          sums.0 = Lanes.multiplyAdd(sums.0, weight, columns.0[key])
          sums.1 = Lanes.multiplyAdd(sums.1, weight, columns.1[key])
          sums.2 = Lanes.multiplyAdd(sums.2, weight, columns.2[key])
          sums.3 = Lanes.multiplyAdd(sums.3, weight, columns.3[key])
        }
      }
      sums.3.store(at: gathered + units.3 &* Lanes.lanes)
      sums.2.store(at: gathered + units.2 &* Lanes.lanes)
      sums.1.store(at: gathered + units.1 &* Lanes.lanes)
      sums.0.store(at: gathered + units.0 &* Lanes.lanes)
    }
  }
}
