import Inference
import Testing

@Suite("A matrix of lanes keeps its cells")
struct LaneMatrixTests {
  private func numbers(tokens: Int, units: Int) -> [[Float]] {
    (0..<tokens).map { token in (0..<units).map { Float(token * 1_000 + $0) } }
  }

  @Test("of any number of tokens", arguments: 0...50)
  func keepsCells(tokens: Int) {
    let rows = numbers(tokens: tokens, units: 5)
    let matrix = LaneMatrix(rows: rows)
    #expect((0..<tokens).map(matrix.row) == rows)
  }

  @Test("when some of its rows are taken", arguments: [1..<2, 0..<17, 15..<40, 16..<20, 3..<3])
  func takesRows(range: Range<Int>) {
    let rows = numbers(tokens: 40, units: 3)
    let part = LaneMatrix(rows: rows).rows(range)
    #expect(part.tokens == range.count)
    #expect((0..<range.count).map(part.row) == Array(rows[range]))
  }

  @Test("when two are joined", arguments: [1, 4, 7, 16, 33])
  func joins(tokens: Int) {
    let (left, right) = (numbers(tokens: tokens, units: 3), numbers(tokens: tokens, units: 2))
    let joined = LaneMatrix(rows: left).concatenated(with: LaneMatrix(rows: right))
    #expect((0..<tokens).map(joined.row) == zip(left, right).map { $0 + $1 })
  }

  @Test("and adds its rows up")
  func sums() {
    #expect(LaneMatrix(rows: numbers(tokens: 18, units: 2)).summed().row(0) == [153_000, 153_018])
  }
}
