import Inference

/// Counts how often columns are found, in each row and in all rows together.
///
/// Each column stands once in a row, in the order in which they were found. One table over the columns that were found serves both counts,
/// so that nothing is sorted.
struct RowTally: ~Copyable {
  private struct Cell {
    let column: Int32
    var count: Int32 = 1
  }

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
  /// The counts of all finished rows and of the one that is being written. Memory of our own: it belongs to this value alone and goes with it.
  private var cells: UnsafeMutableBufferPointer<Cell>
  private var cellCount = 0
  private var totals: UnsafeMutableBufferPointer<Cell>
  private var totalCount = 0
  /// A hash table, a power of two large and at most half full; `totals` has half its size.
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
    totals = .allocate(capacity: slots.count / 2)
    self.cells = .allocate(capacity: max(cells, 1))
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
    totals[Int(slots[slot].total)].count += 1
    if slots[slot].row == row {
      cells[Int(slots[slot].cell)].count += 1
    } else {
      slots[slot].row = row
      slots[slot].cell = Int32(truncatingIfNeeded: cellCount)
      append(column)
    }
  }

  private var row: Int32 = 0

  /// Ends the row that is being written.
  mutating func endRow() {
    rowOffsets.append(Int32(truncatingIfNeeded: cellCount))
    row += 1
  }

  /// The counts of each finished row: (rows, columns).
  func rows() -> SparseMatrix { matrix(rowOffsets, UnsafeBufferPointer(rebasing: cells[..<cellCount])) }

  /// The counts of all rows together: (1, columns).
  func total() -> SparseMatrix {
    matrix([0, Int32(truncatingIfNeeded: totalCount)], UnsafeBufferPointer(rebasing: totals[..<totalCount]))
  }

  private func matrix(_ rowOffsets: [Int32], _ cells: UnsafeBufferPointer<Cell>) -> SparseMatrix {
    var indices = [Int32](repeating: 0, count: cells.count)
    var values = [Float](repeating: 0, count: cells.count)
    for index in 0..<cells.count {
      indices[index] = cells[index].column
      values[index] = Float(cells[index].count)
    }
    return SparseMatrix(columns: columns, rowOffsets: rowOffsets, indices: indices, values: values)
  }

  @inline(__always)
  private func place(of column: Int32) -> Int {
    Int(truncatingIfNeeded: (UInt32(bitPattern: column) &* 0x9E37_79B1) >> shift)
  }

  @inline(__always)
  private mutating func append(_ column: Int32) {
    if cellCount == cells.count { Self.grow(&cells) }
    cells[cellCount] = Cell(column: column)
    cellCount += 1
  }

  @inline(__always)
  private mutating func insert(_ column: Int32, at slot: Int) {
    slots[slot] = Slot(
      column: column, row: row, cell: Int32(truncatingIfNeeded: cellCount), total: Int32(truncatingIfNeeded: totalCount))
    append(column)
    totals[totalCount] = Cell(column: column)
    totalCount += 1
    if totalCount == totals.count { growTable() }
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
    Self.grow(&totals)
  }

  private static func grow(_ cells: inout UnsafeMutableBufferPointer<Cell>) {
    let old = cells
    defer { old.deallocate() }
    cells = .allocate(capacity: old.count * 2)
    _ = cells.moveUpdate(fromContentsOf: old)
  }
}
