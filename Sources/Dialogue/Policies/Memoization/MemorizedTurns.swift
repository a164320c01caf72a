import JSON

/// What happened next in stories, by the text of the states before.
struct MemorizedTurns: Sendable {
  /// Why they cannot be read.
  struct Unreadable: Error { let reason: String }

  private var actions: [Name: Name] = [:]
  private var longest = 0

  /// A longer text of one turn is refused, and so are more of all turns.
  static let maximumTurn = 16 << 20
  static let maximumTotal = 512 << 20

  /// None at all.
  init() {}

  /// - Parameters:
  ///   - json: `memorized_turns.json`.
  ///   - isCompressed: whether the texts are the Base64 of what zlib makes of them.
  init(_ json: JSONValue, isCompressed: Bool) throws(Unreadable) {
    guard let lookup = json["lookup"]?.object else { throw Unreadable(reason: "lookup is \(json["lookup"]?.kind ?? "missing")") }
    var total = 0
    for (key, action) in lookup {
      guard let action = action.string else { throw Unreadable(reason: "a turn leads to \(action.kind) instead of an action") }
      let text = isCompressed ? try Self.inflated(key) : key
      total += text.utf8.count
      guard total <= Self.maximumTotal else { throw Unreadable(reason: "its turns have more than \(Self.maximumTotal) bytes") }
      longest = max(longest, text.utf8.count)
      actions[Name(text)] = Name(action)
    }
  }

  /// What happened next behind these states.
  func action(after states: [DialogueState]) -> Name? {
    guard !states.isEmpty, let text = StateText.text(of: states, isQuoted: false, limit: longest) else { return nil }
    return actions[text]
  }

  private static func inflated(_ key: String) throws(Unreadable) -> String {
    guard let compressed = Base64.bytes(key) else { throw Unreadable(reason: "a turn is not Base64") }
    guard let bytes = Zlib.inflated(compressed, limit: maximumTurn) else {
      throw Unreadable(reason: "a turn is not what zlib writes, or has more than \(maximumTurn) bytes")
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
