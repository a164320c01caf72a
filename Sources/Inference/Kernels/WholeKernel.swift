/// A kernel of which every weight is stored: for layers that are connected all over, or nearly so.
///
/// The weights lie in groups of four outputs, input by input, so that one load of an input's lanes serves four outputs.
struct WholeKernel: Sendable {
  let inputs: Int
  let outputs: Int
  /// (outputs / 4, inputs, 4); the outputs are filled up to whole fours with weights of 0. One group of zeros more ends it.
  private let weights: [SIMD4<Float>]

  /// - Parameter kernel: (inputs, outputs)
  init(_ kernel: Tensor) {
    inputs = kernel.shape[0]
    outputs = kernel.shape[1]
    var weights: [SIMD4<Float>] = []
    for first in stride(from: 0, to: kernel.shape[1], by: 4) {
      for input in 0..<kernel.shape[0] {
        var four = SIMD4<Float>.zero
        for output in first..<min(first + 4, kernel.shape[1]) { four[output - first] = kernel.values[input * kernel.shape[1] + output] }
        weights.append(four)
      }
    }
    self.weights = weights + [.zero]
  }

  /// Multiplies one block.
  /// - Parameters:
  ///   - x: (inputs, lanes)
  ///   - bias: (outputs)
  ///   - y: (outputs, lanes)
  ///   - adds: whether the products are added to what is in `y`.
  @inline(__always)
  func multiply<Lanes: LaneVector>(
    _: Lanes.Type, _ x: UnsafePointer<Float>, bias: UnsafePointer<Float>, into y: UnsafeMutablePointer<Float>, adding adds: Bool
  ) {
    weights.withUnsafeBufferPointer { weights in
      for group in 0..<(outputs + 3) / 4 {
        var sums = (Lanes(repeating: 0), Lanes(repeating: 0), Lanes(repeating: 0), Lanes(repeating: 0))
        for input in 0..<inputs {
          let value = Lanes(at: x + input &* Lanes.lanes)
          let four = weights[group &* inputs &+ input]
          sums.0 = Lanes.multiplyAdd(sums.0, value, four[0])
          sums.1 = Lanes.multiplyAdd(sums.1, value, four[1])
          sums.2 = Lanes.multiplyAdd(sums.2, value, four[2])
          sums.3 = Lanes.multiplyAdd(sums.3, value, four[3])
        }
        let first = group &* 4
        Self.finish(sums.0, first, of: outputs, bias, y, adds)
        Self.finish(sums.1, first &+ 1, of: outputs, bias, y, adds)
        Self.finish(sums.2, first &+ 2, of: outputs, bias, y, adds)
        Self.finish(sums.3, first &+ 3, of: outputs, bias, y, adds)
      }
    }
  }

  @inline(__always)
  private static func finish<Lanes: LaneVector>(
    _ sum: Lanes, _ output: Int, of outputs: Int, _ bias: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>, _ adds: Bool
  ) {
    guard output < outputs else { return }
    let target = y + output &* Lanes.lanes
    let value = sum + Lanes(repeating: bias[output])
    (adds ? value + Lanes(at: target) : value).store(at: target)
  }

  /// Multiplies one row: four outputs share a vector, and even and odd inputs have sums of their own.
  func multiplyRow(_ x: UnsafePointer<Float>, bias: UnsafePointer<Float>, into y: UnsafeMutablePointer<Float>, adding adds: Bool) {
    weights.withUnsafeBufferPointer { weights in
      for group in 0..<(outputs + 3) / 4 {
        var even = SIMD4<Float>.zero
        var odd = SIMD4<Float>.zero
        var input = 0
        while input &+ 1 < inputs {
          even = SIMD4<Float>.multiplyAdd(even, weights[group &* inputs &+ input], x[input])
          odd = SIMD4<Float>.multiplyAdd(odd, weights[group &* inputs &+ input &+ 1], x[input &+ 1])
          input &+= 2
        }
        if input < inputs { even = SIMD4<Float>.multiplyAdd(even, weights[group &* inputs &+ input], x[input]) }
        let sum = even + odd
        for place in 0..<min(4, outputs - group * 4) { Self.finish(sum[place], group &* 4 &+ place, of: outputs, bias, y, adds) }
      }
    }
  }
}
