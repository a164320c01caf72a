/// What flows between layers: one row per token, one column per unit, stored so that 16 tokens share a vector.
///
/// `storage[block * units + unit]` holds column `unit` of the tokens `16 * block ..< 16 * block + 16`. A layer that works
/// unit by unit then works on 16 tokens at once, and neither sums nor softmax ever go across a vector. The lanes behind the
/// last token hold numbers that nobody reads.
public struct LaneMatrix: Sendable {
  /// 16 tokens' values of one unit.
  public typealias Lanes = SIMD16<Float>
  /// How many tokens share a vector.
  public static let width = 16

  /// The number of rows.
  public let tokens: Int
  /// The number of columns.
  public let units: Int
  /// (blocks, units)
  public internal(set) var storage: [Lanes]

  /// The number of groups of 16 tokens.
  public var blocks: Int { (tokens + Self.width - 1) / Self.width }

  /// A matrix of zeros.
  public init(tokens: Int, units: Int) {
    self.tokens = tokens
    self.units = units
    storage = [Lanes](repeating: .zero, count: (tokens + Self.width - 1) / Self.width * units)
  }

  /// One cell.
  public subscript(token: Int, unit: Int) -> Float {
    get { storage[token / Self.width * units + unit][token % Self.width] }
    set { storage[token / Self.width * units + unit][token % Self.width] = newValue }
  }

  /// One token's values. (units)
  public func row(_ token: Int) -> [Float] { (0..<units).map { self[token, $0] } }

  /// Only the rows of that range, in their order.
  public func rows(_ range: Range<Int>) -> LaneMatrix {
    var rows = LaneMatrix(tokens: range.count, units: units)
    for (row, token) in range.enumerated() {
      for unit in 0..<units { rows[row, unit] = self[token, unit] }
    }
    return rows
  }

  /// Adds another matrix of the same shape.
  mutating func add(_ other: LaneMatrix) {
    precondition(other.storage.count == storage.count, "matrices of different shapes are added")
    for index in storage.indices { storage[index] += other.storage[index] }
  }

  /// Puts the columns of another matrix with as many rows behind these.
  public func concatenated(with other: LaneMatrix) -> LaneMatrix {
    precondition(other.tokens == tokens, "matrices of different lengths are joined")
    var joined = LaneMatrix(tokens: tokens, units: units + other.units)
    for block in 0..<blocks {
      for unit in 0..<units { joined.storage[block * joined.units + unit] = storage[block * units + unit] }
      for unit in 0..<other.units { joined.storage[block * joined.units + units + unit] = other.storage[block * other.units + unit] }
    }
    return joined
  }
}

extension LaneMatrix {
  /// Every value after the activation.
  func mapping(_ activation: DenseLayer.Activation) -> LaneMatrix {
    guard activation == .gelu else { return self }
    var y = self
    for index in y.storage.indices { y.storage[index] = LaneMath.gelu(y.storage[index]) }
    return y
  }
}
