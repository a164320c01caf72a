import Inference

/// The counts of a `RowTally`, one after another, in memory that its owner gives back.
struct TallyCells {
  private(set) var count = 0
  private var columns: UnsafeMutableBufferPointer<Int32>
  private var counts: UnsafeMutableBufferPointer<Float>

  init(capacity: Int) {
    columns = .allocate(capacity: max(capacity, 1))
    counts = .allocate(capacity: max(capacity, 1))
  }

  func deallocate() {
    columns.deallocate()
    counts.deallocate()
  }

  /// Adds a column that was found once.
  @inline(__always)
  mutating func append(_ column: Int32) {
    if count == columns.count { grow() }
    columns[count] = column
    counts[count] = 1
    count += 1
  }

  /// Counts a column once more.
  @inline(__always)
  mutating func increment(_ cell: Int32) { counts[Int(cell)] += 1 }

  private mutating func grow() {
    let old = self
    defer { old.deallocate() }
    columns = .allocate(capacity: old.count * 2)
    counts = .allocate(capacity: old.count * 2)
    _ = columns.moveUpdate(fromContentsOf: old.columns)
    _ = counts.moveUpdate(fromContentsOf: old.counts)
  }

  /// All counts as a matrix.
  /// - Parameter rowOffsets: where each row's counts start, and where the last one's end.
  func matrix(columns: Int, rowOffsets: [Int32]) -> SparseMatrix {
    var indices: [Int32] = []
    var values: [Float] = []
    indices.reserveCapacity(count)
    values.reserveCapacity(count)
    indices.append(contentsOf: UnsafeBufferPointer(rebasing: self.columns[..<count]))
    values.append(contentsOf: UnsafeBufferPointer(rebasing: counts[..<count]))
    return SparseMatrix(columns: columns, rowOffsets: rowOffsets, indices: indices, values: values)
  }
}
