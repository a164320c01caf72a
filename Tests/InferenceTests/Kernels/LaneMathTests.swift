import Inference
import Testing

#if canImport(Glibc)
  import Glibc
#endif

@Suite("Functions on lanes agree with the C library")
struct LaneMathTests {
  private static let arguments = (-2_000...2_000).map { Float($0) / 100 } + [-100, -88, 88, 1e-7, -1e-7, 0]

  private func largestError(_ approximate: (LaneMath.Lanes) -> LaneMath.Lanes, _ exact: (Double) -> Double) -> Double {
    Self.arguments.map { abs(Double(approximate(LaneMath.Lanes(repeating: $0))[5]) - exact(Double($0))) }.max() ?? .infinity
  }

  @Test("the error function is within 5e-7")
  func errorFunction() { #expect(largestError(LaneMath.errorFunction, erf) < 5e-7) }

  @Test("gelu is within 3e-6 of its exact form")
  func gelu() { #expect(largestError(LaneMath.gelu) { 0.5 * $0 * (1 + erf($0 / 2.0.squareRoot())) } < 3e-6) }

  @Test("the exponential is within 3e-7 of its size, and 0 far below")
  func exponential() {
    for x in Self.arguments where x > -87 && x < 88 {
      let exact = exp(Double(x))
      #expect(abs(Double(LaneMath.exponential(.init(repeating: x))[0]) - exact) <= 3e-7 * exact)
    }
    #expect(LaneMath.exponential(.init(repeating: -1e9))[3] == 0)
  }

  @Test("softmax adds up to 1, also for large numbers")
  func softmax() {
    let values = Softmax.apply([1_000, 999, -1_000])
    #expect(abs(values.reduce(0, +) - 1) < 1e-6)
    #expect(abs(values[0] - 0.731_058_6) < 1e-6)
    #expect(Softmax.apply([]) == [])
  }
}
