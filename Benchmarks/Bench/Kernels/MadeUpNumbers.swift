import Inference

/// Numbers that look random and are the same in every run.
struct MadeUpNumbers {
  private var state: UInt64

  init(seed: UInt64 = 1) { state = seed }

  /// Between 0 and 1. (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014.)
  mutating func next() -> Float {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return Float((z ^ (z >> 31)) >> 40) / Float(1 << 24)
  }

  /// A kernel of which this share is not zero, as training's mask leaves it. (inputs, outputs)
  mutating func kernel(inputs: Int, outputs: Int, density: Float) -> Tensor {
    Tensor(shape: [inputs, outputs], values: (0..<inputs * outputs).map { _ in next() < density ? next() - 0.5 : 0 })
  }

  /// (tokens, units)
  mutating func matrix(tokens: Int, units: Int) -> LaneMatrix {
    var matrix = LaneMatrix(tokens: tokens, units: units)
    for token in 0..<tokens {
      for unit in 0..<units { matrix[token, unit] = next() - 0.5 }
    }
    return matrix
  }
}
