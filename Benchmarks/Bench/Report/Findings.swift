/// The figures that the project has aims for; `nil` where a run did not measure one.
package struct Findings: Sendable {
  /// Ours by Rasa's, at 8 connections.
  package var throughputRatio: Double?
  /// Rasa's by ours, at 1 connection.
  package var medianRatio: Double?
  /// Ours by Rasa's, whole turns at 8 connections.
  package var turnThroughputRatio: Double?
  /// Rasa's by ours, whole turns at 1 connection.
  package var turnMedianRatio: Double?
  /// The 50th percentile of a turn in a conversation of 1,000 events, by that in one of 100.
  package var growthRatio: Double?
  /// Rasa's by ours, after the load.
  package var memoryRatio: Double?
  /// Seconds from the start of the process to the first 200 of `/status`.
  package var secondsToReady: Double?
  /// The 99th percentile of requests that met a swap, by that without swaps.
  package var swapRatio: Double?
  /// The DIET forward by its floor.
  package var forwardRatio: Double?
  /// Two cores by one, the load sharing them.
  package var coresRatio: Double?
  /// Two cores by one, the load having a core of its own in the second case alone.
  package var serverCoresRatio: Double?

  package init() {}

  /// What the project wants, and what was reached.
  package var table: Table {
    var table = Table(name: "aims", title: "Aims", columns: ["aim", "wanted", "reached", "met"])
    func add(_ aim: String, atLeast wanted: Double, _ reached: Double?) {
      table.add(row(aim, "≥ \(text(wanted))", reached) { $0 >= wanted })
    }
    func add(_ aim: String, atMost wanted: Double, _ reached: Double?) {
      table.add(row(aim, "≤ \(text(wanted))", reached) { $0 <= wanted })
    }
    add("parses a second, 8 connections: times Rasa's", atLeast: 50, throughputRatio)
    add("p50, 1 connection: Rasa's is so many times ours", atLeast: 25, medianRatio)
    add("turns a second, 8 connections: times Rasa's", atLeast: 80, turnThroughputRatio)
    add("p50 of a turn, 1 connection: Rasa's is so many times ours", atLeast: 40, turnMedianRatio)
    add("p50 of a turn after 1,000 events, by that after 100", atMost: 10, growthRatio)
    add("resident memory: Rasa's is so many times ours", atLeast: 15, memoryRatio)
    add("start to ready [s]", atMost: 0.3, secondsToReady)
    add("p99 of requests that meet a swap, by p99 without swaps", atMost: 2, swapRatio)
    add("DIET forward of 12 tokens, by the masked floor", atMost: 2, forwardRatio)
    add("parses a second: two cores by one, load included", atLeast: 1.8, coresRatio)
    add("parses a second: two cores by one for the server alone", atLeast: 1.8, serverCoresRatio)
    return table
  }

  private func text(_ number: Double) -> String { Table.Cell.number(number).text }

  private func row(_ aim: String, _ wanted: String, _ reached: Double?, isMet: (Double) -> Bool) -> [Table.Cell] {
    [.text(aim), .text(wanted), Table.Cell(reached), .text(reached.map { isMet($0) ? "yes" : "no" } ?? "not measured")]
  }
}
