/// What came of a ``Load``.
public struct LoadReport: Sendable {
  /// One for each whole answer.
  public internal(set) var latencies: [Duration] = []
  /// One sentence for each request that got no answer or a wrong one.
  public internal(set) var failures: [String] = []

  /// Connections that the server ended with an answer that says so.
  public internal(set) var farewells = 0

  public init() {}

  mutating func add(_ other: LoadReport) {
    latencies += other.latencies
    failures += other.failures
    farewells += other.farewells
  }

  /// The latency that this share of the answers did not exceed, e.g. `0.99`.
  public func percentile(_ share: Double) -> Duration? {
    guard !latencies.isEmpty else { return nil }
    let rank = Int((share * Double(latencies.count)).rounded(.up)) - 1
    return latencies.sorted()[min(max(rank, 0), latencies.count - 1)]
  }
}
