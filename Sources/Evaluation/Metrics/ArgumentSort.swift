/// The order in which NumPy's `argsort` puts numbers. Equal ones may come in any order, and scikit-learn's users see in which.
package enum ArgumentSort {
  private static let insertionLimit = 16

  /// The places of the numbers, the lowest number first.
  package static func ascending(_ values: [Int]) -> [Int] {
    var order = Array(values.indices)
    var ranges = [order.indices]
    while var range = ranges.popLast() {
      while range.count - 1 > insertionLimit {
        let pivot = partition(&order, range, by: values)
        let (left, right) = (range.lowerBound..<pivot, pivot + 1..<range.upperBound)
        let leftIsSmaller = left.count < right.count
        ranges.append(leftIsSmaller ? right : left)
        range = leftIsSmaller ? left : right
      }
      insertionSort(&order, range, by: values)
    }
    return order
  }

  /// Quicksort around the median of three.
  private static func partition(_ order: inout [Int], _ range: Range<Int>, by values: [Int]) -> Int {
    let (first, last) = (range.lowerBound, range.upperBound - 1)
    let middle = first + (last - first) / 2
    func swapIfLess(_ one: Int, _ other: Int) { if values[order[one]] < values[order[other]] { order.swapAt(one, other) } }
    swapIfLess(middle, first)
    swapIfLess(last, middle)
    swapIfLess(middle, first)
    let pivot = values[order[middle]]
    var (low, high) = (first, last - 1)
    order.swapAt(middle, high)
    while true {
      repeat { low += 1 } while values[order[low]] < pivot
      repeat { high -= 1 } while pivot < values[order[high]]
      if low >= high { break }
      order.swapAt(low, high)
    }
    order.swapAt(low, last - 1)
    return low
  }

  private static func insertionSort(_ order: inout [Int], _ range: Range<Int>, by values: [Int]) {
    for index in range.dropFirst() {
      let moved = order[index]
      var place = index
      while place > range.lowerBound, values[moved] < values[order[place - 1]] {
        order[place] = order[place - 1]
        place -= 1
      }
      order[place] = moved
    }
  }
}
