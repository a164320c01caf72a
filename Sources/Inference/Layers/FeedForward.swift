/// A stack of hidden layers, each followed by the Gaussian error linear unit; possibly of no layers at all.
public struct FeedForward: Sendable {
  private let layers: [DenseLayer]
  public let outputs: Int

  /// Reads `PATH/_ffn_layers/0`, `/2`, … (the odd ones are dropout, which only training has).
  /// - Throws: `CheckpointError` when a tensor is missing, damaged or of another shape.
  public init(_ bundle: borrowing TensorBundle, _ path: String, inputs: Int) throws(CheckpointError) {
    var layers: [DenseLayer] = []
    while bundle.contains("\(path)/_ffn_layers/\(2 * layers.count)/kernel") {
      let width = layers.last?.outputs ?? inputs
      layers.append(try DenseLayer(bundle, "\(path)/_ffn_layers/\(2 * layers.count)", inputs: width, activation: .gelu))
    }
    self.layers = layers
    outputs = layers.last?.outputs ?? inputs
  }

  /// - Parameter x: (tokens, inputs)
  /// - Returns: (tokens, outputs)
  public func callAsFunction(_ x: LaneMatrix) -> LaneMatrix { layers.reduce(x) { $1($0) } }

  /// - Parameters:
  ///   - x: (tokens, inputs); becomes (tokens, outputs).
  ///   - spare: memory that the layers may write to.
  func apply(to x: inout LaneMatrix, spare: inout LaneMatrix) {
    for layer in layers {
      layer(x, into: &spare)
      swap(&x, &spare)
    }
  }
}
