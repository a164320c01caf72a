extension SparseKernel {
  /// Multiplies two full blocks in one pass over the weights, which are then loaded once for 32 tokens.
  /// - Parameters:
  ///   - x: (inputs, 16); the second block's is `xStride` numbers behind it.
  ///   - y: (outputs, 16); the second block's is `yStride` numbers behind it.
  func multiplyPair(
    _ x: UnsafePointer<Float>, xStride: Int, bias: UnsafePointer<Float>, into y: UnsafeMutablePointer<Float>, yStride: Int,
    adding adds: Bool
  ) {
    typealias Lanes = SIMD16<Float>
    withFours { order, starts, start in
      for place in 0..<outputs {
        let output = Int(order[place])
        let target = y + output &* Lanes.lanes
        var near = Lanes(repeating: bias[output])
        var far = near
        if adds {
          near = near + Lanes(at: target)
          far = far + Lanes(at: target + yStride)
        }
        var four = start + Int(starts[place]) &* 8
        let end = start + Int(starts[place &+ 1]) &* 8
        while four < end {
          var numbers = four.load(as: UInt64.self)
          for number in 0..<4 {
            let weight = Lanes(repeating: four.load(fromByteOffset: 8 &+ 4 &* number, as: Float.self))
            let column = x + Int(truncatingIfNeeded: numbers & 0xffff) &* 2
            near = Lanes.multiplyAdd(near, Lanes(at: column), weight)
            far = Lanes.multiplyAdd(far, Lanes(at: column + xStride), weight)
            numbers &>>= 16
          }
          four += 24
        }
        near.store(at: target)
        far.store(at: target + yStride)
      }
    }
  }
}
