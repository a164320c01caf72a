import Foundation

extension Table.Cell {
  /// Three significant digits, as many as a measurement on a shared machine is worth.
  package var text: String {
    switch self {
    case .absent: return "–"
    case .text(let text): return text
    case .number(let number):
      let size = abs(number)
      if size >= 100 || number == number.rounded() { return Self.grouped(number.rounded()) }
      return String(format: "%.\(size >= 10 ? 1 : size >= 1 ? 2 : 3)f", number)
    }
  }

  /// `12345` as `12,345`.
  private static func grouped(_ number: Double) -> String {
    guard abs(number) < 1e15 else { return "\(number)" }
    var digits = String(Int(abs(number)))
    var groups: [Substring] = []
    while digits.count > 3 {
      groups.insert(digits.suffix(3), at: 0)
      digits.removeLast(3)
    }
    return (number < 0 ? "-" : "") + ([Substring(digits)] + groups).joined(separator: ",")
  }
}

extension Table {
  private var isText: [Bool] {
    columns.indices.map { column in
      rows.contains { if case .text = $0[column] { true } else { false } }
    }
  }

  /// For a terminal.
  package var text: String {
    let lines = [columns] + rows.map { $0.map(\.text) }
    let widths = columns.indices.map { column in lines.map { $0[column].count }.max() ?? 0 }
    let isText = isText
    let body = lines.map { line in
      line.enumerated().map { column, cell in
        let padding = String(repeating: " ", count: widths[column] - cell.count)
        return isText[column] ? cell + padding : padding + cell
      }.joined(separator: "  ").trimmingSuffix(" ")
    }
    let rule = String(repeating: "─", count: min(widths.reduce(0) { $0 + $1 + 2 }, 140))
    return ([title, rule] + body + notes.map { "* \($0)" }).joined(separator: "\n")
  }

  /// For a README.
  package var markdown: String {
    let isText = isText
    func line(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |" }
    var lines = ["### \(title)", ""]
    lines.append(line(columns))
    lines.append("|" + isText.map { $0 ? "---" : "---:" }.joined(separator: "|") + "|")
    lines += rows.map { line($0.map(\.text)) }
    if !notes.isEmpty { lines += [""] + notes.map { "* \($0)" } }
    return lines.joined(separator: "\n")
  }
}

extension String {
  fileprivate func trimmingSuffix(_ character: Character) -> String {
    var copy = self
    while copy.last == character { copy.removeLast() }
    return copy
  }
}
