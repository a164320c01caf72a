import Bench
import Testing

@Suite("A sample of measurements")
struct SampleTests {
  @Test("the percentile is the nearest rank, not a value that nobody measured")
  func nearestRank() {
    let sample = Sample((1...100).map(Double.init).shuffled())
    #expect(sample.percentile(0.5) == 50)
    #expect(sample.percentile(0.99) == 99)
    #expect(sample.percentile(1) == 100)
    #expect(sample.percentile(0) == 1)
    #expect(Sample([7, 3]).percentile(0.5) == 3)
    #expect(Sample([7, 3]).percentile(0.51) == 7)
  }

  @Test("the 99th percentile of few values is the largest one")
  func fewValues() {
    #expect(Sample([5, 9, 1]).percentile(0.99) == 9)
    #expect(Sample([4]).percentile(0.99) == 4)
  }

  @Test("the median of an even number of values lies between the two in the middle")
  func median() {
    #expect(Sample([9, 1, 5]).median == 5)
    #expect(Sample([9, 1, 5, 2]).median == 3.5)
  }

  @Test("an empty sample has no figures instead of zeros")
  func empty() {
    #expect(Sample([]).median == nil)
    #expect(Sample([]).percentile(0.5) == nil)
    #expect(Sample([]).minimum == nil)
    #expect(Sample([.nan]).median == nil)
  }
}
