/// What flows between layers: one row per token, one column per unit, stored so that the tokens of a block share vectors.
///
/// Tokens come in blocks of 16; the last block has 1, 4, 8 or 16 lanes, whichever holds the rest. Inside a block, the lanes
/// of one unit lie side by side and the units behind each other. A layer that works unit by unit then works on a whole
/// block at once, and neither sums nor softmax ever go across a vector. The lanes behind the last token hold finite
/// numbers that nobody reads.
public struct LaneMatrix: Sendable {
  /// A full block's values of one unit.
  public typealias Lanes = SIMD16<Float>
  /// How many tokens a full block has.
  public static let width = 16

  /// The number of rows.
  public private(set) var tokens: Int
  /// The number of columns.
  public private(set) var units: Int
  /// At least as many vectors as the cells fill; more in a matrix that is used again.
  package private(set) var storage: [Lanes]

  /// The number of groups of up to 16 tokens.
  public var blocks: Int { (tokens + Self.width - 1) / Self.width }

  /// A matrix of zeros.
  public init(tokens: Int, units: Int) {
    self.tokens = tokens
    self.units = units
    storage = [SIMD16<Float>](repeating: .zero, count: Self.vectors(tokens: tokens, units: units))
  }

  /// A matrix without cells, to be reshaped.
  public init() { self.init(tokens: 0, units: 0) }

  /// Gives the matrix another shape. It keeps its memory, and what is in the cells afterwards is anything.
  public mutating func reshape(tokens: Int, units: Int) {
    self.tokens = tokens
    self.units = units
    let vectors = Self.vectors(tokens: tokens, units: units)
    if vectors > storage.count { storage = [SIMD16<Float>](repeating: .zero, count: vectors) }
  }

  /// Writes a zero into every cell, and into the lanes behind the last token.
  public mutating func clear() {
    let vectors = Self.vectors(tokens: tokens, units: units)
    for index in 0..<vectors { storage[index] = .zero }
  }

  /// How much memory the matrix holds on to.
  var bytes: Int { storage.count * MemoryLayout<SIMD16<Float>>.stride }

  private static func vectors(tokens: Int, units: Int) -> Int {
    let lanes = tokens / width * width + lanes(for: tokens % width)
    return max(1, (lanes * units + width - 1) / width)
  }

  /// How many lanes serve that many tokens, at most 16.
  static func lanes(for tokens: Int) -> Int {
    switch tokens {
    case ...0: 0
    case 1: 1
    case 2...4: 4
    case 5...8: 8
    default: 16
    }
  }

  /// How many lanes a block has.
  func lanes(ofBlock block: Int) -> Int { block < tokens / Self.width ? Self.width : Self.lanes(for: tokens % Self.width) }

  /// Where a block starts, in numbers.
  func offset(ofBlock block: Int) -> Int { block * Self.width * units }

  private func offset(_ token: Int, _ unit: Int) -> Int {
    let block = token / Self.width
    return offset(ofBlock: block) + unit * lanes(ofBlock: block) + token % Self.width
  }

  /// One cell.
  public subscript(token: Int, unit: Int) -> Float {
    get { withNumbers { $0[offset(token, unit)] } }
    set {
      let offset = offset(token, unit)
      withMutableNumbers { $0[offset] = newValue }
    }
  }

  /// One token's values. (units)
  public func row(_ token: Int) -> [Float] {
    withNumbers { numbers in (0..<units).map { numbers[offset(token, $0)] } }
  }

  /// Lends the numbers, block by block.
  @inline(__always)
  func withNumbers<Result>(_ body: (UnsafePointer<Float>) -> Result) -> Result {
    storage.withUnsafeBytes { bytes in
      guard let start = bytes.baseAddress else { preconditionFailure("a matrix always has memory") }
      return body(start.assumingMemoryBound(to: Float.self))
    }
  }

  /// Lends the numbers, block by block.
  @inline(__always)
  mutating func withMutableNumbers<Result>(_ body: (UnsafeMutablePointer<Float>) -> Result) -> Result {
    storage.withUnsafeMutableBytes { bytes in
      guard let start = bytes.baseAddress else { preconditionFailure("a matrix always has memory") }
      return body(start.assumingMemoryBound(to: Float.self))
    }
  }

  /// Lends the vectors that hold the cells, for what works on each number by itself.
  @inline(__always)
  mutating func withMutableVectors(_ body: (UnsafeMutableBufferPointer<SIMD16<Float>>) -> Void) {
    let vectors = Self.vectors(tokens: tokens, units: units)
    storage.withUnsafeMutableBufferPointer { body(UnsafeMutableBufferPointer(rebasing: $0[..<vectors])) }
  }
}
