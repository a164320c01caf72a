import Foundation
import JSON
import SystemPackage

/// The figures as a table for people and as JSON for machines.
struct BenchReport: Sendable {
  let machine: Machine
  let settings: BenchSettings
  let results: [ContenderResult]

  var table: String {
    var rows = [[""] + results.map(\.name)]
    rows.append(["start to first 200 on /status"] + results.map { Self.text($0.start / .seconds(1), "s") })
    rows.append(["resident memory then"] + results.map { Self.text(Double($0.residentAtStart) / 1e6, "MB") })
    rows.append(["resident memory after the load"] + results.map { Self.text(Double($0.residentAfterLoad ?? 0) / 1e6, "MB") })
    for connections in results.first?.connections ?? [] {
      let medians = results.map { $0.median(connections: connections) }
      rows.append(["parses a second, connections: \(connections)"] + medians.map { Self.text($0.perSecond, "/s") })
      rows.append(["  p50"] + medians.map { Self.text($0.p50, "ms") })
      rows.append(["  p99"] + medians.map { Self.text($0.p99, "ms") })
      rows.append(["  failed requests"] + medians.map { "\($0.failures)" })
    }
    return ([machine.sentence, "model \(settings.model.lastComponent?.string ?? "")"] + rows.map(Self.line)).joined(separator: "\n")
  }

  var json: JSONValue {
    [
      "machine": machine.json, "model": .string(settings.model.lastComponent?.string ?? ""), "results": .array(results.map(Self.json)),
    ]
  }

  private static func json(_ result: ContenderResult) -> JSONValue {
    let loads: [JSONValue] = result.connections.map { connections in
      let median = result.median(connections: connections)
      return [
        "connections": .integer(connections), "per_second": .number(median.perSecond), "p50_ms": .number(median.p50),
        "p99_ms": .number(median.p99), "failures": .integer(median.failures),
      ]
    }
    return [
      "name": .string(result.name), "start_seconds": .number(result.start / .seconds(1)),
      "resident_bytes_at_start": .integer(result.residentAtStart), "resident_bytes_after_load": .integer(result.residentAfterLoad ?? 0),
      "parse": .array(loads),
    ]
  }

  /// Three significant digits.
  private static func text(_ value: Double, _ unit: String) -> String {
    let digits = value >= 100 ? 0 : value >= 10 ? 1 : value >= 1 ? 2 : 3
    return "\(String(format: "%.\(digits)f", value)) \(unit)"
  }

  private static func line(_ cells: [String]) -> String {
    cells.enumerated().map { index, cell in
      let padding = String(repeating: " ", count: max((index == 0 ? 34 : 14) - cell.count, 0))
      return index == 0 ? cell + padding : padding + cell
    }.joined()
  }
}
