/// Scales each token's values to mean 0 and variance 1, then by learnt factors.
///
/// Source: Ba, Kiros and Hinton, "Layer Normalization", 2016.
public struct LayerNormalization: Sendable {
  /// (units)
  private let gamma: [Float]
  /// (units)
  private let beta: [Float]
  private static let epsilon: Float = 1e-6

  /// Reads `PATH/gamma` and `PATH/beta`.
  /// - Throws: `CheckpointError` when a tensor is missing, damaged or of another shape.
  public init(_ bundle: borrowing TensorBundle, _ path: String, units: Int) throws(CheckpointError) {
    gamma = try bundle.tensor("\(path)/gamma", shape: [units]).values
    beta = try bundle.tensor("\(path)/beta", shape: [units]).values
  }

  /// - Parameter x: (tokens, units)
  /// - Returns: (tokens, units)
  public func callAsFunction(_ x: LaneMatrix) -> LaneMatrix {
    var y = LaneMatrix()
    self(x, into: &y)
    return y
  }

  /// - Parameters:
  ///   - x: (tokens, units)
  ///   - y: becomes (tokens, units).
  public func callAsFunction(_ x: LaneMatrix, into y: inout LaneMatrix) {
    precondition(x.units == gamma.count, "a layer gets rows of another width")
    y.reshape(tokens: x.tokens, units: x.units)
    x.withNumbers { numbers in
      y.withMutableNumbers { results in
        for block in 0..<x.blocks {
          let source = numbers + x.offset(ofBlock: block)
          let target = results + x.offset(ofBlock: block)
          switch x.lanes(ofBlock: block) {
          case 1: normalize(Float.self, source, into: target)
          case 4: normalize(SIMD4<Float>.self, source, into: target)
          case 8: normalize(SIMD8<Float>.self, source, into: target)
          default: normalize(SIMD16<Float>.self, source, into: target)
          }
        }
      }
    }
  }

  /// One block. (units, lanes)
  @inline(__always)
  private func normalize<Lanes: LaneVector>(_: Lanes.Type, _ x: UnsafePointer<Float>, into y: UnsafeMutablePointer<Float>) {
    let units = gamma.count
    let scale = Lanes(repeating: 1 / Float(units))
    let mean = Self.sum(x, count: units) { (sum: Lanes, value) in sum + value } * scale
    let squares = Self.sum(x, count: units) { (sum: Lanes, value) in Lanes.multiplyAdd(sum, value - mean, value - mean) }
    let inverse = Lanes(repeating: 1) / (squares * scale + Lanes(repeating: Self.epsilon)).squareRoot()
    gamma.withUnsafeBufferPointer { gamma in
      beta.withUnsafeBufferPointer { beta in
        for unit in 0..<units {
          let distance = Lanes(at: x + unit &* Lanes.lanes) - mean
          let value = distance * (inverse * Lanes(repeating: gamma[unit])) + Lanes(repeating: beta[unit])
          value.store(at: y + unit &* Lanes.lanes)
        }
      }
    }
  }

  /// Adds up something of every unit, in four sums that do not wait for each other.
  @inline(__always)
  private static func sum<Lanes: LaneVector>(
    _ x: UnsafePointer<Float>, count: Int, _ add: (_ sum: Lanes, _ value: Lanes) -> Lanes
  ) -> Lanes {
    var sums = (Lanes(repeating: 0), Lanes(repeating: 0), Lanes(repeating: 0), Lanes(repeating: 0))
    var unit = 0
    while unit &+ 4 <= count {
      let four = x + unit &* Lanes.lanes
      sums.0 = add(sums.0, Lanes(at: four))
      sums.1 = add(sums.1, Lanes(at: four + Lanes.lanes))
      sums.2 = add(sums.2, Lanes(at: four + 2 &* Lanes.lanes))
      sums.3 = add(sums.3, Lanes(at: four + 3 &* Lanes.lanes))
      unit &+= 4
    }
    while unit < count {
      sums.0 = add(sums.0, Lanes(at: x + unit &* Lanes.lanes))
      unit &+= 1
    }
    return (sums.0 + sums.1) + (sums.2 + sums.3)
  }
}
