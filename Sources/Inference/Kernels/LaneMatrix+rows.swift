extension LaneMatrix {
  /// A matrix of one row.
  /// - Parameter values: (units)
  public init(row values: [Float]) {
    self.init(tokens: 1, units: values.count)
    values.withUnsafeBufferPointer { write($0, toRow: 0) }
  }

  /// Only the rows of that range, in their order.
  public func rows(_ range: Range<Int>) -> LaneMatrix {
    var rows = LaneMatrix()
    rows.copy(range, of: self)
    return rows
  }

  /// Becomes those rows of another matrix, in their order.
  mutating func copy(_ range: Range<Int>, of other: LaneMatrix) {
    reshape(tokens: range.count, units: other.units)
    clear()
    for (row, token) in range.enumerated() { copy(token, of: other, to: row) }
  }

  /// Writes one row of another matrix over one of these.
  private mutating func copy(_ token: Int, of other: LaneMatrix, to row: Int) {
    let source = other.cells(ofRow: token)
    let target = cells(ofRow: row)
    let units = units
    other.withNumbers { other in
      withMutableNumbers { numbers in
        for unit in 0..<units { numbers[target.first + unit * target.stride] = other[source.first + unit * source.stride] }
      }
    }
  }

  /// Writes one row.
  /// - Parameter values: (units)
  mutating func write(_ values: UnsafeBufferPointer<Float>, toRow row: Int) {
    precondition(values.count == units, "a row of another width is written")
    let target = cells(ofRow: row)
    withMutableNumbers { numbers in
      for unit in values.indices { numbers[target.first + unit * target.stride] = values[unit] }
    }
  }

  /// Adds one row of another matrix to one of these.
  mutating func add(row: Int, of other: LaneMatrix, to target: Int) {
    precondition(other.units == units, "rows of different widths are added")
    let source = other.cells(ofRow: row)
    let target = cells(ofRow: target)
    let units = units
    other.withNumbers { other in
      withMutableNumbers { numbers in
        for unit in 0..<units { numbers[target.first + unit * target.stride] += other[source.first + unit * source.stride] }
      }
    }
  }

  /// The sum of all rows. (1, units)
  public func summed() -> LaneMatrix {
    var sum = LaneMatrix(tokens: 1, units: units)
    for row in 0..<tokens { sum.add(row: row, of: self, to: 0) }
    return sum
  }

  /// Where the cells of one row lie: the number of its first one, and how far it is from one to the next.
  func cells(ofRow row: Int) -> (first: Int, stride: Int) {
    let block = row / Self.width
    return (offset(ofBlock: block) + row % Self.width, lanes(ofBlock: block))
  }

  /// Puts the columns of another matrix with as many rows behind these.
  public func concatenated(with other: LaneMatrix) -> LaneMatrix {
    precondition(other.tokens == tokens, "matrices of different lengths are joined")
    var joined = LaneMatrix(tokens: tokens, units: units + other.units)
    let width = joined.units
    joined.withMutableNumbers { target in
      for block in 0..<blocks {
        let lanes = lanes(ofBlock: block)
        let start = target + block * Self.width * width
        withNumbers { start.update(from: $0 + offset(ofBlock: block), count: units * lanes) }
        other.withNumbers { (start + units * lanes).update(from: $0 + other.offset(ofBlock: block), count: other.units * lanes) }
      }
    }
    return joined
  }

  /// Every number after the exact Gaussian error linear unit.
  mutating func applyGelu() {
    withMutableVectors { vectors in
      for index in vectors.indices { vectors[index] = LaneMath.gelu(vectors[index]) }
    }
  }
}
