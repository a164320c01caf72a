internal import Dialogue
internal import JSON

/// Where an entity stands, and what words in it are called: its type, then its group and its role, as in `city.from`.
struct EntityLabel {
  /// What Rasa calls words without an entity.
  private static let outside: Name = "O"

  private let span: Range<Int>
  /// `nil` for an entity that says nothing.
  let label: Name?

  init(_ entity: JSONObject) {
    let start = entity["start"]?.integer ?? 0
    span = start..<max(start, entity["end"]?.integer ?? 0)
    let parts = ["entity", "group", "role"].compactMap { entity[$0]?.string }.filter { !$0.isEmpty && Name($0) != Self.outside }
    label = parts.isEmpty ? nil : Name(parts.joined(separator: "."))
  }

  /// How many characters a word shares with the entity.
  func overlap(with token: Range<Int>) -> Int { token.clamped(to: span).count }
}
