package import JSON

/// Figures as rows under headings: for people as text, for machines as JSON, and from that JSON again as text.
package struct Table: Sendable, Equatable {
  package enum Cell: Sendable, Equatable {
    case number(Double)
    case text(String)
    /// Was not measured.
    case absent
  }

  /// What programs find it by.
  package let name: String
  package let title: String
  /// Sentences below the title: what was measured, and how.
  package var notes: [String]
  /// With units, such as `p50 [ms]`.
  package let columns: [String]
  package private(set) var rows: [[Cell]] = []

  package init(name: String, title: String, notes: [String] = [], columns: [String]) {
    self.name = name
    self.title = title
    self.notes = notes
    self.columns = columns
  }

  /// Adds a row; what it lacks is absent.
  package mutating func add(_ cells: [Cell]) {
    rows.append(Array((cells + Array(repeating: .absent, count: columns.count)).prefix(columns.count)))
  }
}

extension Table.Cell: ExpressibleByStringInterpolation {
  package init(stringLiteral text: String) { self = .text(text) }
  package init(_ number: Double?) { self = number.flatMap { $0.isFinite ? .number($0) : nil } ?? .absent }
  package init(_ number: Int) { self = .number(Double(number)) }
}

extension Table {
  package var json: JSONValue {
    [
      "name": .string(name), "title": .string(title), "notes": .array(notes.map { .string($0) }),
      "columns": .array(columns.map { .string($0) }), "rows": .array(rows.map { .array($0.map(\.json)) }),
    ]
  }

  /// Reads what ``json`` wrote; `nil` for anything else.
  package init?(json: JSONValue) {
    guard let name = json["name"]?.string, let title = json["title"]?.string, let columns = json["columns"]?.array,
      let rows = json["rows"]?.array
    else { return nil }
    self.init(
      name: name, title: title, notes: json["notes"]?.array?.compactMap(\.string) ?? [], columns: columns.compactMap(\.string))
    for row in rows { add((row.array ?? []).map(Cell.init(json:))) }
  }
}

extension Table.Cell {
  var json: JSONValue {
    switch self {
    case .number(let number): .number(number)
    case .text(let text): .string(text)
    case .absent: .null
    }
  }

  init(json: JSONValue) { self = json.string.map { .text($0) } ?? Table.Cell(json.double) }
}
