/// An array of single-precision numbers with its shape, rows first.
public struct Tensor: Sendable, Equatable {
  public let shape: [Int]
  public let values: [Float]

  /// - Parameter values: as many as the product of the sides.
  public init(shape: [Int], values: [Float]) {
    precondition(Self.count(of: shape) == values.count, "a tensor has as many values as its shape says")
    self.shape = shape
    self.values = values
  }

  /// A shape of a malformed file may not overflow when its sides are multiplied.
  /// - Returns: the number of values, or `nil` for a negative side, one beyond `limit`, or more than `limit` values.
  static func count(of shape: [Int], limit: Int = 1 << 31) -> Int? {
    var count = 1
    for side in shape {
      let (product, overflow) = count.multipliedReportingOverflow(by: side)
      guard side >= 0, side <= limit, !overflow, product <= limit else { return nil }
      count = product
    }
    return count
  }
}
