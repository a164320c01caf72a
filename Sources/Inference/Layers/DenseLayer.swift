/// A fully or randomly connected layer: `activation(x · kernel + bias)`.
///
/// Rasa trains its layers with a mask that leaves about a fifth of the connections. The mask is folded into the kernel at
/// load, and what is left is packed column by column: for each output, the inputs that it has and their weights. One
/// multiply-add then serves a connection for 16 tokens. A kernel with more than `sparseLimit` of its connections is packed
/// whole instead, without the inputs' numbers.
public struct DenseLayer: Sendable {
  /// What is applied to each output.
  public enum Activation: Sendable {
    case none
    /// The exact Gaussian error linear unit.
    case gelu
  }

  public let inputs: Int
  public let outputs: Int
  private let activation: Activation
  /// (outputs)
  private let bias: [Float]
  /// Where each output's connections start; one entry more than there are outputs. Empty when packed whole.
  private let starts: [Int32]
  /// The input of each connection. Empty when packed whole.
  private let sources: [UInt16]
  /// The weight of each connection; (outputs, inputs) when packed whole.
  private let weights: [Float]

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
    let isSparse = Double(connections) <= Self.sparseLimit * Double(kernel.values.count) && kernel.shape[0] <= Int(UInt16.max)
    var starts: [Int32] = []
    var sources: [UInt16] = []
    var weights: [Float] = []
    weights.reserveCapacity(isSparse ? connections : kernel.values.count)
    for output in 0..<outputs {
      if isSparse { starts.append(Int32(weights.count)) }
      for input in 0..<inputs {
        let weight = kernel.values[input * outputs + output]
        if isSparse {
          guard weight != 0 else { continue }
          sources.append(UInt16(input))
        }
        weights.append(weight)
      }
    }
    if isSparse { starts.append(Int32(weights.count)) }
    self.starts = starts
    self.sources = sources
    self.weights = weights
  }

  /// - Parameter x: (tokens, inputs)
  /// - Returns: (tokens, outputs)
  public func callAsFunction(_ x: LaneMatrix) -> LaneMatrix {
    precondition(x.units == inputs, "a layer gets rows of another width")
    var y = LaneMatrix(tokens: x.tokens, units: outputs)
    x.storage.withUnsafeBufferPointer { x in
      y.storage.withUnsafeMutableBufferPointer { y in
        for block in 0..<(inputs == 0 ? 0 : x.count / inputs) {
          let x = UnsafeBufferPointer(rebasing: x[block * inputs..<(block + 1) * inputs])
          let y = UnsafeMutableBufferPointer(rebasing: y[block * outputs..<(block + 1) * outputs])
          if starts.isEmpty { multiplyWhole(x, into: y) } else { multiplySparse(x, into: y) }
          if activation == .gelu {
            for index in y.indices { y[index] = LaneMath.gelu(y[index]) }
          }
        }
      }
    }
    return y
  }

  private func multiplySparse(_ x: UnsafeBufferPointer<LaneMatrix.Lanes>, into y: UnsafeMutableBufferPointer<LaneMatrix.Lanes>) {
    sources.withUnsafeBufferPointer { sources in
      weights.withUnsafeBufferPointer { weights in
        for output in 0..<outputs {
          var even = LaneMatrix.Lanes(repeating: bias[output])
          var odd = LaneMatrix.Lanes.zero
          var index = Int(starts[output])
          let end = Int(starts[output + 1])
          while index + 1 < end {
            even = LaneMath.multiplyAdd(even, x[Int(sources[index])], weights[index])
            odd = LaneMath.multiplyAdd(odd, x[Int(sources[index + 1])], weights[index + 1])
            index += 2
          }
          if index < end { even = LaneMath.multiplyAdd(even, x[Int(sources[index])], weights[index]) }
          y[output] = even + odd
        }
      }
    }
  }

  private func multiplyWhole(_ x: UnsafeBufferPointer<LaneMatrix.Lanes>, into y: UnsafeMutableBufferPointer<LaneMatrix.Lanes>) {
    weights.withUnsafeBufferPointer { weights in
      for output in 0..<outputs {
        var even = LaneMatrix.Lanes(repeating: bias[output])
        var odd = LaneMatrix.Lanes.zero
        let column = output * inputs
        var input = 0
        while input + 1 < inputs {
          even = LaneMath.multiplyAdd(even, x[input], weights[column + input])
          odd = LaneMath.multiplyAdd(odd, x[input + 1], weights[column + input + 1])
          input += 2
        }
        if input < inputs { even = LaneMath.multiplyAdd(even, x[input], weights[column + input]) }
        y[output] = even + odd
      }
    }
  }
}
