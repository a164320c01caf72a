/// One unit of as many tokens as the vector has lanes: what a kernel works on at once.
///
/// Kernels are generic over it, so that a message of five tokens costs eight lanes and not sixteen. The operators are
/// requirements, because those of the library's own `SIMD` protocol do not become vector instructions in generic code.
package protocol LaneVector: Sendable {
  static var lanes: Int { get }

  init(repeating value: Float)
  static func + (left: Self, right: Self) -> Self
  static func - (left: Self, right: Self) -> Self
  static func * (left: Self, right: Self) -> Self
  static func / (left: Self, right: Self) -> Self
  func squareRoot() -> Self
  /// `self + left * right`, rounded once.
  func addingProduct(_ left: Self, _ right: Self) -> Self
  /// The larger of each pair.
  static func larger(_ left: Self, _ right: Self) -> Self
}

extension LaneVector {
  /// Loads from memory that is aligned to the vector.
  @inline(__always)
  init(at pointer: UnsafePointer<Float>) { self = UnsafeRawPointer(pointer).load(as: Self.self) }

  @inline(__always)
  init(at pointer: UnsafeMutablePointer<Float>) { self.init(at: UnsafePointer(pointer)) }

  /// Stores to memory that is aligned to the vector.
  @inline(__always)
  func store(at pointer: UnsafeMutablePointer<Float>) { UnsafeMutableRawPointer(pointer).storeBytes(of: self, as: Self.self) }

  /// `sum + factor * value`, rounded once where the processor that we build for can.
  @inline(__always)
  static func multiplyAdd(_ sum: Self, _ factor: Self, _ value: Self) -> Self {
    #if FUSED_MULTIPLY_ADD || arch(arm64)
      sum.addingProduct(factor, value)
    #else
      sum + factor * value
    #endif
  }

  @inline(__always)
  static func multiplyAdd(_ sum: Self, _ factor: Self, _ value: Float) -> Self {
    multiplyAdd(sum, factor, Self(repeating: value))
  }
}

extension SIMD4<Float>: LaneVector {
  @inline(__always) package static var lanes: Int { 4 }
  @inline(__always) package static func larger(_ left: Self, _ right: Self) -> Self { left.replacing(with: right, where: right .> left) }
}

extension SIMD8<Float>: LaneVector {
  @inline(__always) package static var lanes: Int { 8 }
  @inline(__always) package static func larger(_ left: Self, _ right: Self) -> Self { left.replacing(with: right, where: right .> left) }
}

extension SIMD16<Float>: LaneVector {
  @inline(__always) package static var lanes: Int { 16 }
  @inline(__always) package static func larger(_ left: Self, _ right: Self) -> Self { left.replacing(with: right, where: right .> left) }
}

extension Float: LaneVector {
  @inline(__always) package static var lanes: Int { 1 }
  @inline(__always) package init(repeating value: Float) { self = value }
  @inline(__always) package static func larger(_ left: Self, _ right: Self) -> Self { right > left ? right : left }
}
