import Foundation

/// What a second core brings.
struct CoresBenchmark {
  let settings: BenchSettings
  private static let connections = 8

  func table(_ findings: inout Findings) async throws -> Table {
    var table = Table(
      name: "cores", title: "One core and two: parses/s, \(Self.connections) connections",
      notes: [
        "The server is started anew for each number of cores and confined to them. The load generator's threads are confined, too; on a machine of "
          + "two cores they have to share a core with the server as soon as that has two.",
        "Load: what the generator's threads take of the processor, by request. The median of \(settings.rounds) rounds, the rows in turn.",
      ],
      columns: ["server's cores", "load's cores", "parses/s", "p50 [ms]", "p99 [ms]", "server [µs]", "load [µs]"])
    let cores = CoreList.allowed
    guard cores.count >= 2 else {
      table.notes.append("Not measured: this machine lets us have one core.")
      return table
    }
    let one = "\(cores[0])"
    let two = "\(cores[0]),\(cores[1])"
    let rest = cores.count >= 4 ? cores[2...].map(String.init).joined(separator: ",") : nil
    // The server alone on its core; both on one; both on two.
    let placements = [(one, rest ?? "\(cores[1])"), (one, one), (two, rest ?? two)]
    let single = try await Contender.souffleur(settings.model.archive, cores: one)
    let double = try await Contender.souffleur(settings.model.archive, cores: two)
    var periods = placements.map { _ in [LoadPeriod]() }
    try await HTTPBenchmark.with([single, double]) { _ in
      let questions = try Question.learn(settings.texts, from: single)
      for _ in 0..<settings.rounds {
        for (index, (server, load)) in placements.enumerated() {
          try await Affinity.confine(to: load)
          let contender = server == one ? single : double
          periods[index].append(
            try await LoadPeriod.run(contender, connections: Self.connections, questions: questions, for: settings.duration))
        }
      }
    }
    try await Affinity.confine(to: cores.map(String.init).joined(separator: ","))
    for (placement, periods) in zip(placements, periods) { table.add(Self.row(placement, periods)) }
    let rates = periods.map { $0.map(\.perSecond) }
    findings.serverCoresRatio = try PairedRounds(rates[2], rates[0]).ratio
    findings.coresRatio = try PairedRounds(rates[2], rates[1]).ratio
    table.notes.append(
      "Two by one: × \(Table.Cell(findings.serverCoresRatio).text) of the server on a core of its own, × \(Table.Cell(findings.coresRatio).text) of "
        + "server and load on one core.")
    return table
  }

  private static func row(_ placement: (String, String), _ periods: [LoadPeriod]) -> [Table.Cell] {
    func median(_ value: (LoadPeriod) -> Double?) -> Table.Cell { Table.Cell(Sample(periods.compactMap(value)).median) }
    return [
      .text(placement.0), .text(placement.1), median(\.perSecond), median { $0.latencies.percentile(0.5) },
      median { $0.latencies.percentile(0.99) }, median { $0.serverTime / Double($0.requests.count) / 1_000 },
      median { $0.generatorTime / Double($0.requests.count) / 1_000 },
    ]
  }
}
