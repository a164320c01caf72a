/// The order in which NumPy's `argsort` puts numbers.
///
/// Sixteen numbers or fewer keep their order where they are equal. Of more, quicksort (R. Sedgewick, 1978, with the median of three) also
/// decides which of equals comes first, and so it is done here in the same way.
package enum NumPyOrder {
  /// Longer runs are parted, shorter ones inserted.
  private static let shortRun = 16

  /// The positions of the numbers, the smallest number first.
  package static func ascending(_ values: [Double]) -> [Int] {
    var order = Array(values.indices)
    var runs = [0..<values.count]
    while let run = runs.popLast() {
      guard run.count > shortRun else {
        insert(run, &order, values)
        continue
      }
      let middle = part(run, &order, values)
      runs.append(run.lowerBound..<middle)
      runs.append(middle + 1..<run.upperBound)
    }
    return order
  }

  /// Puts smaller numbers to the left of one of them and larger ones to the right; returns where that one stands.
  private static func part(_ run: Range<Int>, _ order: inout [Int], _ values: [Double]) -> Int {
    let (left, right) = (run.lowerBound, run.upperBound - 1)
    let middle = left + (right - left) / 2
    if values[order[middle]] < values[order[left]] { order.swapAt(middle, left) }
    if values[order[right]] < values[order[middle]] { order.swapAt(right, middle) }
    if values[order[middle]] < values[order[left]] { order.swapAt(middle, left) }
    let pivot = values[order[middle]]
    var (low, high) = (left, right - 1)
    order.swapAt(middle, high)
    while true {
      repeat { low += 1 } while low < right && values[order[low]] < pivot
      repeat { high -= 1 } while high > left && pivot < values[order[high]]
      if low >= high { break }
      order.swapAt(low, high)
    }
    order.swapAt(low, right - 1)
    return low
  }

  private static func insert(_ run: Range<Int>, _ order: inout [Int], _ values: [Double]) {
    for next in run.dropFirst() {
      let moved = order[next]
      var place = next
      while place > run.lowerBound, values[moved] < values[order[place - 1]] {
        order[place] = order[place - 1]
        place -= 1
      }
      order[place] = moved
    }
  }
}
