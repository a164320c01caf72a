import Bench
import Testing

@Suite("Rounds in pairs")
struct PairedRoundsTests {
  @Test("a round that disturbed both leaves the ratio as it is")
  func disturbedRound() throws {
    #expect(try PairedRounds([100, 20, 100], [10, 2, 10]).ratio == 10)
  }

  @Test("a round that disturbed one of them does not decide")
  func oneSidedRound() throws {
    #expect(try PairedRounds([100, 100, 3], [10, 10, 10]).ratio == 10)
  }

  @Test("the ratio is that of the rounds, not that of the medians")
  func notOfMedians() throws {
    // The medians are 4 and 4, the rounds' ratios 1/4, 2 and 4.
    #expect(try PairedRounds([1, 8, 4], [4, 4, 1]).ratio == 2)
  }

  @Test("a round without a figure to divide by is left out")
  func zeros() throws {
    #expect(try PairedRounds([5, 8], [0, 4]).ratio == 2)
    #expect(try PairedRounds([5], [0]).ratio == nil)
    #expect(try PairedRounds([], []).ratio == nil)
  }

  @Test("rounds that have no partner are refused")
  func unpaired() {
    #expect(throws: BenchError.unpaired(2, 1)) { try PairedRounds([1, 2], [1]) }
  }
}
