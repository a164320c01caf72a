/// A matrix of which only the non-zero cells are stored, row by row (CSR): what the featurizers produce.
public struct SparseMatrix: Sendable, Equatable {
  /// The number of columns.
  public let columns: Int
  /// Where each row's cells start in `indices` and `values`; one entry more than there are rows.
  public private(set) var rowOffsets: [Int32]
  /// The column of each cell, `0 ..< columns`, in any order. A row may name a column twice; the values add up.
  public private(set) var indices: [Int32]
  /// The value of each cell.
  public private(set) var values: [Float]

  /// The number of finished rows.
  public var rows: Int { rowOffsets.count - 1 }

  /// A matrix without rows; rows are added from top to bottom.
  public init(columns: Int) { self.init(columns: columns, rowOffsets: [0], indices: [], values: []) }

  /// A finished matrix.
  /// - Parameters:
  ///   - rowOffsets: where each row's cells start, and where the last one's end.
  ///   - indices: the column of each cell, `0 ..< columns`.
  ///   - values: the value of each cell.
  public init(columns: Int, rowOffsets: [Int32], indices: [Int32], values: [Float]) {
    precondition(rowOffsets.first == 0 && indices.count == values.count, "a matrix is not what its parts say")
    precondition(rowOffsets.last.map(Int.init) == indices.count, "the last row of a matrix does not end with its cells")
    self.columns = columns
    self.rowOffsets = rowOffsets
    self.indices = indices
    self.values = values
  }

  /// Adds a cell to the row that is being written.
  public mutating func append(_ value: Float, column: Int) {
    precondition(column >= 0 && column < columns, "a feature lies outside its matrix")
    indices.append(Int32(truncatingIfNeeded: column))
    values.append(value)
  }

  /// Ends the row that is being written; the next cell belongs to the row below it.
  public mutating func endRow() { rowOffsets.append(Int32(truncatingIfNeeded: indices.count)) }

  /// The positions in `indices` and `values` of one row's cells.
  public func cells(ofRow row: Int) -> Range<Int> { Int(rowOffsets[row])..<Int(rowOffsets[row + 1]) }
}
