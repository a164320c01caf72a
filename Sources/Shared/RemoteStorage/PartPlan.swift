/// How an object is divided into parts that are fetched side by side.
package struct PartPlan: Sendable, Equatable {
  /// Bytes of a part; the last one may be shorter.
  package var partSize: Int64
  /// How many parts are under way at a time.
  package var parallel: Int

  package init(partSize: Int64 = 16 << 20, parallel: Int = 4) {
    self.partSize = max(partSize, 1)
    self.parallel = max(parallel, 1)
  }

  /// How many parts an object of this size has; an empty one has none.
  package func count(ofSize size: Int64) -> Int { Int((size + partSize - 1) / partSize) }

  /// The bytes of one part.
  package func range(_ index: Int, ofSize size: Int64) -> Range<Int64> {
    let start = Int64(index) * partSize
    return start..<min(start + partSize, size)
  }
}
