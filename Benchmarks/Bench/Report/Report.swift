import Foundation
package import JSON
package import SystemPackage

/// Everything that a run measured.
package struct Report: Sendable {
  package let machine: Machine
  package private(set) var tables: [Table] = []

  package init(machine: Machine) { self.machine = machine }

  /// Prints a table at once, so that a long run shows what it has.
  mutating func add(_ table: Table) {
    tables.append(table)
    print("\n\(table.text)", terminator: "\n\n")
    fflush(nil)
  }

  package var json: JSONValue { ["machine": machine.json, "tables": .array(tables.map(\.json))] }

  /// What ``json`` wrote, as a README shows it.
  /// - Throws: `BenchError.noReport` when the file holds nothing of the kind.
  package static func markdown(of file: FilePath) throws -> String {
    guard let data = FileManager.default.contents(atPath: file.string), let json = try? JSONParser.parse(Array(data)),
      let tables = json["tables"]?.array
    else { throw BenchError.noReport(file) }
    let machine = json["machine"]?["sentence"]?.string ?? ""
    return ([machine] + tables.compactMap { Table(json: $0)?.markdown }).joined(separator: "\n\n") + "\n"
  }
}
