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
    try await run(contenders) { contender, _ in questions[contender] }
  }

  /// - Parameter questions: for each contender and round; round 0 is to warm up. With these, no two connections share one.
  func run(_ contenders: [Contender], fresh questions: (_ contender: Int, _ round: Int) throws -> [Question]) async throws -> [[Figures]] {
    try await run(contenders, sharing: true, questions)
  }

  private func run(
    _ contenders: [Contender], sharing: Bool = false, _ questions: (_ contender: Int, _ round: Int) throws -> [Question]
  ) async throws -> [[Figures]] {
    var figures = contenders.map { _ in [Figures]() }
    for round in 0...rounds {
      for index in contenders.indices {
        let period = try await LoadPeriod.run(
          contenders[index], connections: connections, questions: try questions(index, round), sharing: sharing,
          for: round == 0 ? .milliseconds(200) : duration / rounds)
        if round > 0 { figures[index].append(Figures(period)) }
      }
    }
    return figures
  }
}
