import Inference
import Testing

@Suite("Labels are ranked as Rasa ranks them")
struct LabelRankingTests {
  private func rank(_ confidences: [Float], length: Int, renormalizes: Bool = false) -> [(label: Int, confidence: Float)] {
    LabelRanking.rank(confidences, length: length, renormalizes: renormalizes)
  }

  @Test("the best comes first, and of equals the later one")
  func orders() {
    #expect(rank([0.2, 0.5, 0.1, 0.2], length: 0).map(\.label) == [1, 3, 0, 2])
  }

  @Test("a length cuts the tail and leaves the confidences alone")
  func cuts() {
    let ranking = rank([0.2, 0.5, 0.3], length: 2)
    #expect(ranking.map(\.label) == [1, 2])
    #expect(ranking.map(\.confidence) == [0.5, 0.3])
  }

  @Test("what is kept adds up to 1 when asked, but only where something was cut")
  func renormalizes() {
    #expect(rank([0.25, 0.5, 0.25], length: 2, renormalizes: true).map(\.confidence) == [0.5 / 0.75, 0.25 / 0.75])
    #expect(rank([0.25, 0.5], length: 2, renormalizes: true).map(\.confidence) == [0.5, 0.25])
    #expect(rank([0, 0, 0], length: 1, renormalizes: true).map(\.confidence) == [0])
  }

  @Test("no labels give no ranking")
  func empty() { #expect(rank([], length: 10).isEmpty) }
}
