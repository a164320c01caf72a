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
    precondition(x.units == gamma.count, "a layer gets rows of another width")
    var y = x
    let units = x.units
    let scale = 1 / Float(units)
    y.storage.withUnsafeMutableBufferPointer { y in
      for block in 0..<(units == 0 ? 0 : y.count / units) {
        let row = UnsafeMutableBufferPointer(rebasing: y[block * units..<(block + 1) * units])
        var sum = LaneMatrix.Lanes.zero
        for unit in 0..<units { sum += row[unit] }
        let mean = sum * scale
        var squares = LaneMatrix.Lanes.zero
        for unit in 0..<units {
          let distance = row[unit] - mean
          squares += distance * distance
        }
        let inverse = 1 / (squares * scale + Self.epsilon).squareRoot()
        for unit in 0..<units { row[unit] = (row[unit] - mean) * (inverse * gamma[unit]) + beta[unit] }
      }
    }
    return y
  }
}
