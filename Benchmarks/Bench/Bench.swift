import Foundation
import JSON
import SystemPackage
import TestSupport

/// `make bench`: starts the server, and real Rasa when there is one, on the same model, and asks both the same.
@main
struct Bench {
  static func main() async throws {
    let settings = try BenchSettings(environment: ProcessInfo.processInfo.environment)
    var contenders: [Contender] = [try await .souffleur(settings)]
    if let rasa = settings.rasa { contenders.append(try await .rasa(rasa, settings)) }

    var results = contenders.map { ContenderResult(name: $0.name, start: $0.start, residentAtStart: $0.residentAtStart) }
    for connections in [1, 8] {
      // Taking turns, so that whatever else the machine does meets both alike.
      for _ in 0..<settings.rounds {
        for (index, contender) in contenders.enumerated() {
          results[index].add(try await contender.measure(connections: connections, settings), connections: connections)
        }
      }
    }
    for (index, contender) in contenders.enumerated() {
      results[index].residentAfterLoad = ProcessMemory.resident(of: contender.program.processIdentifier)
      try await contender.program.stop(within: .seconds(60))
    }

    let report = BenchReport(machine: .current, settings: settings, results: results)
    print(report.table)
    try Data(report.json.jsonText.utf8).write(to: URL(fileURLWithPath: settings.output.string))
    print("written to \(settings.output)")
  }
}
