/// A matrix of which every cell is stored, row by row: what featurizers make that embed words.
public struct DenseMatrix: Sendable, Equatable {
  /// The number of rows.
  public let rows: Int
  /// The number of columns.
  public let columns: Int
  /// (rows, columns); the first row comes first.
  public var values: [Float]

  /// A matrix of zeros.
  public init(rows: Int, columns: Int) {
    self.init(rows: rows, columns: columns, values: [Float](repeating: 0, count: rows * columns))
  }

  /// - Parameter values: (rows, columns); the first row comes first.
  public init(rows: Int, columns: Int, values: [Float]) {
    precondition(rows >= 0 && columns >= 0 && values.count == rows * columns, "a matrix has as many values as cells")
    self.rows = rows
    self.columns = columns
    self.values = values
  }

  /// One row's cells.
  public subscript(row row: Int) -> ArraySlice<Float> { values[row * columns..<(row + 1) * columns] }
}
