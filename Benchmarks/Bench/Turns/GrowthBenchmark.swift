import JSON
import TestSupport

/// What a turn costs as its conversation grows.
struct GrowthBenchmark {
  let settings: BenchSettings
  /// Numbers of events at which turns are timed.
  private static let lengths = [10, 100, 300, 600, 1_000]
  /// Turns timed at each length; the conversation grows a little by them.
  private static let turns = 9

  func table(_ contenders: [Contender], _ findings: inout Findings) async throws -> Table {
    var table = Table(
      name: "growth", title: "One turn by the length of its conversation: p50 [ms]",
      notes: ["One connection, one conversation, a greeting each time; the events are counted by the server's tracker."],
      columns: ["events"] + contenders.map(\.name))
    let columns = try contenders.map(milliseconds)
    for (row, length) in Self.lengths.enumerated() { table.add([Table.Cell(length)] + columns.map { Table.Cell($0[row]) }) }
    if let ours = columns.first { findings.growthRatio = ours[4] / ours[1] }
    return table
  }

  /// For each length.
  private func milliseconds(_ contender: Contender) throws -> [Double] {
    let connection = try HTTPConnection(port: contender.port)
    let call = HTTPCall.post("/webhooks/rest/webhook", json: ["sender": "bench-growth", "message": "hello"])
    func turn() throws -> Double {
      let start = ContinuousClock.now
      guard try connection.send(call).status == 200 else {
        throw BenchError.wrongAnswers(server: contender.name, count: 1, first: "a turn of a long conversation")
      }
      return (ContinuousClock.now - start) / .milliseconds(1)
    }
    return try Self.lengths.map { length in
      while try Self.events(contender) < length {
        for _ in 0..<4 { _ = try turn() }
      }
      return Sample(try (0..<Self.turns).map { _ in try turn() }).median ?? .nan
    }
  }

  private static func events(_ contender: Contender) throws -> Int {
    try HTTPCall.get("/conversations/bench-growth/tracker").send(to: contender.port).json["events"]?.array?.count ?? 0
  }
}
