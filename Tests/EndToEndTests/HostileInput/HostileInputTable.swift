import Foundation
import SystemPackage
import TestSupport

/// One table of docs/HostileInputs.md, which says what becomes of each hostile input.
///
/// The document is what the programs really say: a test compares, and with SOUFFLEUR_RECORD=1 in its environment it writes.
struct HostileInputTable {
  /// The heading above the table.
  let title: String
  private(set) var rows: [String] = []

  init(_ title: String) { self.title = title }

  /// - Parameters:
  ///   - outcome: a status or what else can be seen from outside.
  ///   - sentence: what the program says.
  mutating func add(_ input: String, _ outcome: String, _ sentence: String) {
    let cells = [input, outcome, Self.shortened(sentence)].map { $0.replacing("|", with: "\\|").replacing("\n", with: " ") }
    rows.append("| \(cells.joined(separator: " | ")) |")
  }

  private static let document = URL(fileURLWithPath: Repository.root.appending("docs/HostileInputs.md").string)

  /// The rows that the document has and these do not, and the other way round. Empty after recording.
  func differences() throws -> [String] {
    var lines = try String(contentsOf: Self.document, encoding: .utf8).split(separator: "\n", omittingEmptySubsequences: false).map(
      String.init)
    guard let heading = lines.firstIndex(of: "## \(title)") else { return ["the document has no section \(title)"] }
    let end = lines[(heading + 1)...].firstIndex { $0.hasPrefix("## ") } ?? lines.count
    let first = lines[heading..<end].firstIndex { $0.hasPrefix("|---") }.map { $0 + 1 } ?? end
    let last = lines[first..<end].firstIndex { !$0.hasPrefix("|") } ?? end
    if ProcessInfo.processInfo.environment["SOUFFLEUR_RECORD"] != nil {
      lines.replaceSubrange(first..<last, with: rows)
      try lines.joined(separator: "\n").write(to: Self.document, atomically: true, encoding: .utf8)
      return []
    }
    let documented = Array(lines[first..<last])
    return rows.filter { !documented.contains($0) } + documented.filter { !rows.contains($0) }.map { "only in the document: \($0)" }
  }

  /// Names of a megabyte stand in some sentences.
  private static func shortened(_ text: String) -> String {
    text.count <= 220 ? text : "\(text.prefix(140))…\(text.suffix(60))"
  }
}
