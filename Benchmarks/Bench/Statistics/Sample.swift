/// Measured values of one kind.
package struct Sample: Sendable, Equatable {
  /// Ascending, without those that are no numbers.
  package let sorted: [Double]

  package init(_ values: some Sequence<Double>) { sorted = values.filter { !$0.isNaN }.sorted() }

  package var count: Int { sorted.count }
  package var minimum: Double? { sorted.first }
  package var maximum: Double? { sorted.last }

  /// The smallest value that at least this share of all values do not exceed (the nearest rank): `0.99` is the 99th percentile.
  /// - Returns: `nil` for an empty sample.
  package func percentile(_ share: Double) -> Double? {
    guard !sorted.isEmpty else { return nil }
    let rank = Int((share * Double(sorted.count)).rounded(.up))
    return sorted[min(max(rank, 1), sorted.count) - 1]
  }

  /// The middle value, or the mean of the two that share the middle; `nil` for an empty sample.
  package var median: Double? {
    guard !sorted.isEmpty else { return nil }
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }
}
