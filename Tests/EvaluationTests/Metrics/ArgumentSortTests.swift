import Evaluation
import Testing

@Suite("The order of equal numbers")
struct ArgumentSortTests {
  @Test("few numbers keep their order where they are equal")
  func few() { #expect(ArgumentSort.ascending([0, 0, 1, 3, 0]) == [0, 1, 4, 2, 3]) }

  @Test("of many numbers equal ones are in the order in which NumPy has them")
  func many() {
    let values = [
      0, 3, 3, 2, 0, 2, 2, 1, 0, 0, 0, 2, 0, 0, 1, 0, 2, 0, 2, 0, 2, 3, 0, 0, 2, 2, 3, 0, 0, 0, 2, 3, 0, 2, 0, 2, 0, 1, 3, 2,
    ]
    let order = [
      0, 36, 34, 32, 29, 28, 27, 23, 22, 17, 15, 13, 19, 10, 9, 8, 4, 12, 14, 37, 7, 11, 35, 33, 3, 30, 5, 39, 25, 24, 20, 18, 16, 6, 21,
      31,
      38, 2, 1, 26,
    ]
    #expect(ArgumentSort.ascending(values) == order)
    let shorter = [0, 2, 0, 0, 2, 0, 2, 0, 0, 0, 1, 1, 0, 0, 0, 2, 1, 0, 2, 0]
    #expect(ArgumentSort.ascending(shorter) == [0, 17, 14, 13, 12, 8, 7, 9, 5, 3, 2, 19, 10, 11, 16, 18, 4, 15, 1, 6])
  }

  @Test("whatever the numbers, they come in ascending order and each of them once", arguments: 0..<50)
  func sorted(seed: Int) {
    let values = (0..<seed * 7).map { ($0 * 7_919 + seed) % 13 }
    let order = ArgumentSort.ascending(values)
    #expect(order.sorted() == Array(values.indices))
    #expect(order.map { values[$0] } == values.sorted())
  }
}
