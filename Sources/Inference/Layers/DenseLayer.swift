/// A fully or randomly connected layer: `activation(x · kernel + bias)`.
///
/// Rasa trains its layers with a mask that leaves about a fifth of the connections. The mask is folded into the kernel at
/// load, and what is left is packed output by output. A kernel with more than `sparseLimit` of its connections is packed
/// whole instead, without the inputs' numbers.
public struct DenseLayer: Sendable {
  /// What is applied to each output.
  public enum Activation: Sendable {
    case none
    /// The exact Gaussian error linear unit.
    case gelu
  }

  private enum Kernel: Sendable {
    case sparse(SparseKernel)
    case whole(WholeKernel)
  }

  public let inputs: Int
  public let outputs: Int
  private let activation: Activation
  /// (outputs)
  private let bias: [Float]
  private let kernel: Kernel

  /// Above this share of connections, the inputs' numbers cost more than the zeros that they skip.
  static let sparseLimit = 0.4

  /// Packs a layer.
  /// - Parameters:
  ///   - kernel: (inputs, outputs), already multiplied by its mask.
  ///   - bias: (outputs); `nil` for none.
  public init(kernel: Tensor, bias: Tensor?, activation: Activation = .none) {
    precondition(kernel.shape.count == 2, "a kernel has two sides")
    inputs = kernel.shape[0]
    outputs = kernel.shape[1]
    self.activation = activation
    self.bias = bias?.values ?? [Float](repeating: 0, count: kernel.shape[1])
    let connections = kernel.values.reduce(into: 0) { $0 += $1 != 0 ? 1 : 0 }
    let isSparse = Double(connections) <= Self.sparseLimit * Double(kernel.values.count) && kernel.shape[0] <= SparseKernel.maximumInputs
    self.kernel = isSparse ? .sparse(SparseKernel(kernel)) : .whole(WholeKernel(kernel))
  }

  /// - Parameter x: (tokens, inputs)
  /// - Returns: (tokens, outputs)
  public func callAsFunction(_ x: LaneMatrix) -> LaneMatrix {
    var y = LaneMatrix()
    self(x, into: &y)
    return y
  }

  /// - Parameters:
  ///   - x: (tokens, inputs)
  ///   - y: becomes (tokens, outputs).
  public func callAsFunction(_ x: LaneMatrix, into y: inout LaneMatrix) {
    y.reshape(tokens: x.tokens, units: outputs)
    multiply(x, into: &y, adding: false)
    if activation == .gelu { y.applyGelu() }
  }

  /// Adds what the layer makes of `x`, before any activation, to `y`.
  /// - Parameters:
  ///   - x: (tokens, inputs)
  ///   - y: (tokens, outputs)
  func callAsFunction(_ x: LaneMatrix, addingTo y: inout LaneMatrix) {
    precondition(y.tokens == x.tokens && y.units == outputs, "matrices of different shapes are added")
    multiply(x, into: &y, adding: true)
  }

  private func multiply(_ x: LaneMatrix, into y: inout LaneMatrix, adding adds: Bool) {
    precondition(x.units == inputs, "a layer gets rows of another width")
    let blocks = x.blocks
    let fullBlocks = x.tokens / LaneMatrix.width
    bias.withUnsafeBufferPointer { bias in
      guard let bias = bias.baseAddress else { return }
      x.withNumbers { numbers in
        y.withMutableNumbers { results in
          var block = 0
          while block < blocks {
            let source = numbers + block * LaneMatrix.width * inputs
            let target = results + block * LaneMatrix.width * outputs
            if block + 1 < fullBlocks, case .sparse(let kernel) = kernel {
              kernel.multiplyPair(
                source, xStride: LaneMatrix.width * inputs, bias: bias, into: target, yStride: LaneMatrix.width * outputs, adding: adds)
              block += 2
            } else {
              multiply(source, lanes: x.lanes(ofBlock: block), bias: bias, into: target, adding: adds)
              block += 1
            }
          }
        }
      }
    }
  }

  private func multiply(
    _ x: UnsafePointer<Float>, lanes: Int, bias: UnsafePointer<Float>, into y: UnsafeMutablePointer<Float>, adding adds: Bool
  ) {
    switch (kernel, lanes) {
    case (.sparse(let kernel), 1): kernel.multiply(Float.self, x, bias: bias, into: y, adding: adds)
    case (.sparse(let kernel), 4): kernel.multiply(SIMD4<Float>.self, x, bias: bias, into: y, adding: adds)
    case (.sparse(let kernel), 8): kernel.multiply(SIMD8<Float>.self, x, bias: bias, into: y, adding: adds)
    case (.sparse(let kernel), _): kernel.multiply(SIMD16<Float>.self, x, bias: bias, into: y, adding: adds)
    case (.whole(let kernel), 1): kernel.multiplyRow(x, bias: bias, into: y, adding: adds)
    case (.whole(let kernel), 4): kernel.multiply(SIMD4<Float>.self, x, bias: bias, into: y, adding: adds)
    case (.whole(let kernel), 8): kernel.multiply(SIMD8<Float>.self, x, bias: bias, into: y, adding: adds)
    case (.whole(let kernel), _): kernel.multiply(SIMD16<Float>.self, x, bias: bias, into: y, adding: adds)
    }
  }
}
