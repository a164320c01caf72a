/// How many multiply-adds a core of this machine does in a nanosecond when nothing but arithmetic is in its way: the floor
/// under every kernel of this build.
///
/// Twelve sums in registers, none of which waits for another, in every width that Swift has a type for and both fused and
/// in two steps. The best of them is what the build's instruction set can do: this target is compiled with the same
/// settings as the kernels are.
enum PeakRate {
  /// Multiply-adds in a nanosecond, each lane counted.
  static func measure(budget: Duration = .milliseconds(120)) -> Double {
    let watch = Stopwatch(budget: budget / 6, batch: .microseconds(100))
    let steps = 1_000
    func rate(_ lanes: Int, _ work: () -> Float) -> Double { Double(12 * lanes * steps) / watch.measure(work).minimum }
    return [
      rate(4) { run(SIMD4<Float>.self, steps) { $0 * $1 + $2 } }, rate(8) { run(SIMD8<Float>.self, steps) { $0 * $1 + $2 } },
      rate(16) { run(SIMD16<Float>.self, steps) { $0 * $1 + $2 } },
      rate(4) { run(SIMD4<Float>.self, steps) { $2.addingProduct($0, $1) } },
      rate(8) { run(SIMD8<Float>.self, steps) { $2.addingProduct($0, $1) } },
      rate(16) { run(SIMD16<Float>.self, steps) { $2.addingProduct($0, $1) } },
    ].reduce(0, max)
  }

  /// A factor that the compiler does not know.
  @inline(never)
  private static func opaque(_ value: Float) -> Float { value }

  @inline(__always)
  private static func run<Vector: SIMD<Float>>(_: Vector.Type, _ steps: Int, _ multiplyAdd: (Vector, Vector, Vector) -> Vector) -> Float {
    let factor = Vector(repeating: opaque(0.999))
    let summand = Vector(repeating: opaque(0.001))
    // Beginning alike they would be taken for one.
    func start(_ value: Float) -> Vector { Vector(repeating: opaque(value)) }
    var (a, b, c, d, e, f) = (start(0.1), start(0.2), start(0.3), start(0.4), start(0.5), start(0.6))
    var (g, h, i, j, k, l) = (start(0.7), start(0.8), start(0.9), start(1), start(1.1), start(1.2))
    for _ in 0..<steps {
      a = multiplyAdd(a, factor, summand)
      b = multiplyAdd(b, factor, summand)
      c = multiplyAdd(c, factor, summand)
      d = multiplyAdd(d, factor, summand)
      e = multiplyAdd(e, factor, summand)
      f = multiplyAdd(f, factor, summand)
      g = multiplyAdd(g, factor, summand)
      h = multiplyAdd(h, factor, summand)
      i = multiplyAdd(i, factor, summand)
      j = multiplyAdd(j, factor, summand)
      k = multiplyAdd(k, factor, summand)
      l = multiplyAdd(l, factor, summand)
    }
    return (a + b + c + d + e + f + g + h + i + j + k + l).sum()
  }
}
