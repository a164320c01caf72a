/// The same load on every contender in turn, round by round, so that whatever else the machine does meets them alike.
struct PairedLoad: Sendable {
  let connections: Int
  private let rounds: Int
  private let duration: Duration

  init(connections: Int, _ settings: BenchSettings) {
    self.connections = connections
    rounds = settings.rounds
    duration = settings.duration
  }

  /// The figures of one contender in one round; latencies in milliseconds.
  struct Figures: Sendable {
    let perSecond: Double
    let p50: Double
    let p99: Double

    init(_ period: LoadPeriod) {
      let latencies = period.latencies
      perSecond = period.perSecond
      p50 = latencies.percentile(0.5) ?? .nan
      p99 = latencies.percentile(0.99) ?? .nan
    }
  }

  /// - Parameter questions: for each contender.
  /// - Returns: for each contender the figures of every round.
  func run(_ contenders: [Contender], _ questions: [[Question]]) async throws -> [[Figures]] {
    var figures = contenders.map { _ in [Figures]() }
    for (contender, questions) in zip(contenders, questions) {
      _ = try await LoadPeriod.run(contender, connections: connections, questions: questions, for: .milliseconds(200))
    }
    for _ in 0..<rounds {
      for index in contenders.indices {
        let share = duration / rounds
        figures[index].append(
          Figures(try await LoadPeriod.run(contenders[index], connections: connections, questions: questions[index], for: share)))
      }
    }
    return figures
  }
}
