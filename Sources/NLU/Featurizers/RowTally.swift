import Inference

/// Counts how often columns are found, in each row and in all rows together.
///
/// Each column stands once in a row, in the order in which they were found. One table over the columns that were found serves both counts,
/// so that nothing is sorted.
struct RowTally: ~Copyable {
  /// What is known of a column.
  private struct Slot {
    /// -1 in a slot that no column has taken.
    var column: Int32 = -1
    /// The row where it was last found, and the place of its count in `cells`.
    var row: Int32 = 0
    var cell: Int32 = 0
    /// The place of its count in `totals`.
    var total: Int32 = 0
  }

  private let columns: Int
  private var rowOffsets: [Int32] = []
  private var row: Int32 = 0
  /// The counts of all finished rows and of the one that is being written.
  private var cells: TallyCells
  /// The counts of all rows together.
  private var totals: TallyCells
  /// A hash table, a power of two large and at most half full. It belongs to this value alone and goes with it, as the counts do.
  private var slots: UnsafeMutableBufferPointer<Slot>
  private var shift: UInt32

  /// - Parameters:
  ///   - columns: how many columns there are.
  ///   - rows: how many rows there will be.
  ///   - cells: about how many columns will be found in all rows.
  init(columns: Int, rows: Int, cells: Int) {
    self.columns = columns
    shift = 32 - Self.smallest
    while shift > 32 - Self.largestAtFirst, 1 << (31 - shift) < min(cells, columns) { shift -= 1 }
    slots = .allocate(capacity: 1 << (32 - shift))
    slots.initialize(repeating: Slot())
    totals = TallyCells(capacity: slots.count / 2)
    self.cells = TallyCells(capacity: cells)
    rowOffsets.reserveCapacity(rows + 1)
    rowOffsets.append(0)
  }

  deinit {
    cells.deallocate()
    totals.deallocate()
    slots.deallocate()
  }

  private static let smallest: UInt32 = 4
  private static let largestAtFirst: UInt32 = 12

  /// Counts a column in the row that is being written.
  @inline(__always)
  mutating func add(_ column: Int32) {
    var slot = place(of: column)
    while slots[slot].column != column {
      if slots[slot].column < 0 { return insert(column, at: slot) }
      slot = (slot + 1) & (slots.count - 1)
    }
    totals.increment(slots[slot].total)
    if slots[slot].row == row {
      cells.increment(slots[slot].cell)
    } else {
      slots[slot].row = row
      slots[slot].cell = Int32(truncatingIfNeeded: cells.count)
      cells.append(column)
    }
  }

  /// Ends the row that is being written.
  mutating func endRow() {
    rowOffsets.append(Int32(truncatingIfNeeded: cells.count))
    row += 1
  }

  /// The counts of each finished row: (rows, columns).
  func rows() -> SparseMatrix { cells.matrix(columns: columns, rowOffsets: rowOffsets) }

  /// The counts of all rows together: (1, columns).
  func total() -> SparseMatrix { totals.matrix(columns: columns, rowOffsets: [0, Int32(truncatingIfNeeded: totals.count)]) }

  @inline(__always)
  private func place(of column: Int32) -> Int {
    Int(truncatingIfNeeded: (UInt32(bitPattern: column) &* 0x9E37_79B1) >> shift)
  }

  @inline(__always)
  private mutating func insert(_ column: Int32, at slot: Int) {
    slots[slot] = Slot(
      column: column, row: row, cell: Int32(truncatingIfNeeded: cells.count), total: Int32(truncatingIfNeeded: totals.count))
    cells.append(column)
    totals.append(column)
    if totals.count * 2 >= slots.count { growTable() }
  }

  private mutating func growTable() {
    shift -= 1
    let old = slots
    defer { old.deallocate() }
    slots = .allocate(capacity: old.count * 2)
    slots.initialize(repeating: Slot())
    for entry in old where entry.column >= 0 {
      var slot = place(of: entry.column)
      while slots[slot].column >= 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = entry
    }
  }
}
