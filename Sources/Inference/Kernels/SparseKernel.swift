/// A kernel of which only the connections that are there are stored, output by output.
///
/// Source: the column-compressed sparse matrix, packed for a dense right side that is stored lane by lane. A connection
/// costs one broadcast of its weight and one multiply-add of its input's lanes; what bounds it is the number of loads. Four
/// connections therefore share one load of their inputs' numbers, which are multiplied by 8 beforehand, so that the
/// processor's addressing does the rest. Each output is filled up to whole fours with connections of weight 0. Outputs stand
/// in the order of their length, because a processor foresees the end of a loop that is as long as the one before it.
struct SparseKernel: Sendable {
  let inputs: Int
  let outputs: Int
  /// The outputs, those with the fewest connections first.
  private let order: [Int32]
  /// Where the fours of each output of `order` start in `fours`, in words; one entry more than there are outputs.
  private let starts: [Int32]
  /// Per four connections three words: their inputs' numbers times 8 (16 bits each), then their weights. One word more ends
  /// it, so that there is always memory.
  private let fours: [UInt64]

  private static let scale = 8
  /// More inputs than this cannot be numbered.
  static let maximumInputs = (Int(UInt16.max) + 1) / scale

  /// - Parameter kernel: (inputs, outputs), at most `maximumInputs` of the former.
  init(_ kernel: Tensor) {
    inputs = kernel.shape[0]
    outputs = kernel.shape[1]
    precondition(inputs <= Self.maximumInputs, "a sparse kernel has too many inputs")
    let lengths = Self.lengths(kernel)
    order = (0..<Int32(outputs)).sorted { (lengths[Int($0)], $0) < (lengths[Int($1)], $1) }
    var starts: [Int32] = [0]
    var fours: [UInt64] = []
    for output in order.lazy.map(Int.init) {
      var connections: [(input: Int, weight: Float)] = []
      for input in 0..<kernel.shape[0] {
        let weight = kernel.values[input * kernel.shape[1] + output]
        if weight != 0 { connections.append((input, weight)) }
      }
      while connections.count % 4 != 0 { connections.append((0, 0)) }
      for first in stride(from: 0, to: connections.count, by: 4) {
        let four = connections[first..<first + 4]
        fours.append(four.reversed().reduce(0) { $0 << 16 | UInt64($1.input * Self.scale) })
        let bits = four.map { UInt64($0.weight.bitPattern) }
        fours.append(bits[0] | bits[1] << 32)
        fours.append(bits[2] | bits[3] << 32)
      }
      starts.append(Int32(fours.count))
    }
    self.starts = starts
    self.fours = fours + [0]
  }

  /// How many fours of connections each output has.
  private static func lengths(_ kernel: Tensor) -> [Int] {
    var counts = [Int](repeating: 0, count: kernel.shape[1])
    for input in 0..<kernel.shape[0] {
      for output in counts.indices where kernel.values[input * counts.count + output] != 0 { counts[output] += 1 }
    }
    return counts.map { ($0 + 3) / 4 }
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
    withFours { order, starts, start in
      for place in 0..<outputs {
        let output = Int(order[place])
        var first = Lanes(repeating: bias[output])
        if adds { first = first + Lanes(at: y + output &* Lanes.lanes) }
        var second = Lanes(repeating: 0)
        var third = Lanes(repeating: 0)
        var fourth = Lanes(repeating: 0)
        var four = start + Int(starts[place]) &* 8
        let end = start + Int(starts[place &+ 1]) &* 8
        while four < end {
          let numbers = four.load(as: UInt64.self)
          first = Self.add(x, numbers & 0xffff, four.load(fromByteOffset: 8, as: Float.self), to: first)
          second = Self.add(x, numbers &>> 16 & 0xffff, four.load(fromByteOffset: 12, as: Float.self), to: second)
          third = Self.add(x, numbers &>> 32 & 0xffff, four.load(fromByteOffset: 16, as: Float.self), to: third)
          fourth = Self.add(x, numbers &>> 48, four.load(fromByteOffset: 20, as: Float.self), to: fourth)
          four += 24
        }
        ((first + second) + (third + fourth)).store(at: y + output &* Lanes.lanes)
      }
    }
  }

  /// Lends the order of the outputs, their places and the connections.
  @inline(__always)
  func withFours(_ body: (UnsafeBufferPointer<Int32>, UnsafeBufferPointer<Int32>, UnsafeRawPointer) -> Void) {
    order.withUnsafeBufferPointer { order in
      starts.withUnsafeBufferPointer { starts in
        fours.withUnsafeBytes { fours in
          guard let start = fours.baseAddress else { preconditionFailure("a kernel always has memory") }
          body(order, starts, start)
        }
      }
    }
  }

  /// Adds one connection: its weight times the lanes of its input.
  @inline(__always)
  private static func add<Lanes: LaneVector>(
    _ x: UnsafePointer<Float>, _ number: UInt64, _ weight: Float, to sum: Lanes
  ) -> Lanes {
    // The number is the input times 8; a unit has `lanes * 4` bytes.
    let bytes = UnsafeRawPointer(x)
    let offset = Lanes.lanes == 1 ? Int(truncatingIfNeeded: number &>> 1) : Int(truncatingIfNeeded: number) &* (Lanes.lanes / 2)
    return Lanes.multiplyAdd(sum, bytes.load(fromByteOffset: offset, as: Lanes.self), weight)
  }
}
