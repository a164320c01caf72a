/// The same figure of two contenders who took turns, round by round.
///
/// What else the machine does meets both members of a pair alike, so the ratio is taken within each round; the median over
/// the rounds then leaves out the round that something disturbed.
package struct PairedRounds: Sendable, Equatable {
  package let first: [Double]
  package let second: [Double]

  /// - Throws: `BenchError.unpaired` when one of them has more rounds.
  package init(_ first: [Double], _ second: [Double]) throws(BenchError) {
    guard first.count == second.count else { throw .unpaired(first.count, second.count) }
    self.first = first
    self.second = second
  }

  /// The median of `first / second` over the rounds; `nil` without a round whose second figure is positive.
  package var ratio: Double? { Sample(zip(first, second).filter { $1 > 0 }.map { $0 / $1 }).median }
}
