/// Turns sparse features into dense ones: the sum of the kernel's rows that the features name, plus the bias.
public struct SparseToDenseLayer: Sendable {
  public let inputs: Int
  public let outputs: Int
  /// (inputs, outputs)
  private let kernel: [Float]
  /// (outputs)
  private let bias: [Float]

  /// Reads `PATH/kernel` and `PATH/bias`.
  /// - Throws: `CheckpointError` when a tensor is missing or damaged.
  public init(_ bundle: borrowing TensorBundle, _ path: String) throws(CheckpointError) {
    let kernel = try bundle.tensor("\(path)/kernel", shape: [-1, -1])
    inputs = kernel.shape[0]
    outputs = kernel.shape[1]
    guard outputs <= DenseLayer.maximumOutputs else {
      throw .unexpectedTensor(
        file: bundle.name, tensor: "\(path)/kernel", reason: "has \(outputs) outputs, more than \(DenseLayer.maximumOutputs)")
    }
    bias = try bundle.tensor("\(path)/bias", shape: [outputs]).values
    self.kernel = kernel.values
  }

  /// Writes the features of one row.
  /// - Parameters:
  ///   - features: matrices side by side; their columns add up to `inputs`.
  ///   - row: which of their rows.
  ///   - sum: (outputs)
  func write(_ features: [SparseMatrix], row: Int, to sum: UnsafeMutableBufferPointer<Float>) {
    for unit in 0..<outputs { sum[unit] = bias[unit] }
    var firstColumn = 0
    kernel.withUnsafeBufferPointer { kernel in
      for matrix in features {
        for cell in matrix.cells(ofRow: row) {
          let value = matrix.values[cell]
          let weights = (firstColumn + Int(matrix.indices[cell])) * outputs
          for unit in 0..<outputs { sum[unit] += value * kernel[weights + unit] }
        }
        firstColumn += matrix.columns
      }
    }
  }

  /// The features of a single row.
  /// - Parameter cells: columns with their values; those that the kernel does not have are left out.
  /// - Returns: (outputs)
  public func callAsFunction(_ cells: [(column: Int, value: Float)]) -> [Float] {
    var sum = bias
    for cell in cells where cell.column >= 0 && cell.column < inputs {
      for unit in 0..<outputs { sum[unit] += cell.value * kernel[cell.column * outputs + unit] }
    }
    return sum
  }

  /// The features of matrices side by side, of which each row counts as often as it is there.
  /// - Returns: (outputs); `nil` when the matrices have other columns than the kernel.
  public func callAsFunction(sumOf features: [SparseMatrix]) -> [Float]? {
    guard features.reduce(0, { $0 + $1.columns }) == inputs else { return nil }
    var cells: [(column: Int, value: Float)] = []
    var firstColumn = 0
    for matrix in features {
      for (column, value) in zip(matrix.indices, matrix.values) { cells.append((firstColumn + Int(column), value)) }
      firstColumn += matrix.columns
    }
    return self(cells)
  }
}
