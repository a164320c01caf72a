/// Waits that are drawn around what was decided, so that a fleet which started together does not ask together.
package struct Jitter: Sendable {
  /// By how much a wait may be shorter or longer, as a part of it: 0.1 for a tenth.
  private let fraction: Double
  private let random: @Sendable (ClosedRange<Double>) -> Double

  package init(fraction: Double, random: @escaping @Sendable (ClosedRange<Double>) -> Double = { Double.random(in: $0) }) {
    self.fraction = fraction
    self.random = random
  }

  /// Every wait as it was decided.
  package static let none = Jitter(fraction: 0)

  package func around(_ delay: Duration) -> Duration {
    fraction > 0 ? delay * random(1 - fraction...1 + fraction) : delay
  }
}
