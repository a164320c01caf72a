import Inference

/// Counts how often columns are found, in each row and in all rows together.
///
/// Each column stands once in a row, in the order in which they were found.
struct RowTally {
  /// What is known of a column.
  private struct Slot {
    /// -1 in a slot that no column has taken.
    var column: Int32 = -1
    /// The row where it was last found, and the place of its count in `values`.
    var row: Int32 = 0
    var cell: Int32 = 0
    /// The place of its count in `totals`.
    var total: Int32 = 0
  }

  private let columns: Int
  private var row: Int32 = 0
  private var rowOffsets: [Int32] = [0]
  private var indices: [Int32] = []
  private var values: [Float] = []
  private var totalIndices: [Int32] = []
  private var totals: [Float] = []
  /// A hash table over the columns that were found, at most half full.
  private var slots: [Slot]
  private var shift: UInt32

  /// - Parameters:
  ///   - columns: how many columns there are.
  ///   - rows: how many rows there will be.
  ///   - cells: about how many columns will be found in all rows.
  init(columns: Int, rows: Int, cells: Int) {
    self.columns = columns
    shift = 32 - Self.smallest
    while shift > 32 - Self.largestAtFirst, 1 << (32 - shift) < cells { shift -= 1 }
    slots = Array(repeating: Slot(), count: 1 << (32 - shift))
    rowOffsets.reserveCapacity(rows + 1)
    indices.reserveCapacity(cells)
    values.reserveCapacity(cells)
    totalIndices.reserveCapacity(slots.count / 2)
    totals.reserveCapacity(slots.count / 2)
  }

  private static let smallest: UInt32 = 4
  private static let largestAtFirst: UInt32 = 10

  /// Counts a column in the row that is being written.
  @inline(__always)
  mutating func add(_ column: Int32) {
    var slot = place(of: column)
    while slots[slot].column != column {
      if slots[slot].column < 0 { return insert(column, at: slot) }
      slot = (slot + 1) & (slots.count - 1)
    }
    totals[Int(slots[slot].total)] += 1
    if slots[slot].row == row {
      values[Int(slots[slot].cell)] += 1
    } else {
      slots[slot].row = row
      slots[slot].cell = Int32(truncatingIfNeeded: values.count)
      append(column)
    }
  }

  /// Ends the row that is being written.
  mutating func endRow() {
    rowOffsets.append(Int32(truncatingIfNeeded: values.count))
    row += 1
  }

  /// The counts of each row, (rows, columns), and those of all, (1, columns).
  func finish() -> (rows: SparseMatrix, total: SparseMatrix) {
    let end = Int32(truncatingIfNeeded: totals.count)
    return (
      SparseMatrix(columns: columns, rowOffsets: rowOffsets, indices: indices, values: values),
      SparseMatrix(columns: columns, rowOffsets: [0, end], indices: totalIndices, values: totals)
    )
  }

  @inline(__always)
  private func place(of column: Int32) -> Int {
    Int(truncatingIfNeeded: (UInt32(bitPattern: column) &* 0x9E37_79B1) >> shift)
  }

  @inline(__always)
  private mutating func append(_ column: Int32) {
    indices.append(column)
    values.append(1)
  }

  private mutating func insert(_ column: Int32, at slot: Int) {
    slots[slot] = Slot(
      column: column, row: row, cell: Int32(truncatingIfNeeded: values.count), total: Int32(truncatingIfNeeded: totals.count))
    append(column)
    totalIndices.append(column)
    totals.append(1)
    if totals.count * 2 > slots.count { grow() }
  }

  private mutating func grow() {
    let old = slots
    shift -= 1
    slots = Array(repeating: Slot(), count: old.count * 2)
    for entry in old where entry.column >= 0 {
      var slot = place(of: entry.column)
      while slots[slot].column >= 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = entry
    }
  }
}
