import JSON

/// Everything that training stored for rules.
struct RuleBook: Sendable {
  let rules: RuleTable
  /// What it means for a loop when something else happened in between: `LoopOutcome`.
  let loopRules: RuleTable
  /// Predictions whose turns other policies are not to see, by what they came from.
  private let hidden: Set<Name>
  /// The longest of those that are the text of a whole conversation, which no rule matched.
  private let longestHiddenConversation: Int

  enum LoopOutcome {
    /// The loop goes on after a digression, so that it does not take the last message for an answer.
    static let wasInterrupted: Name = "loop_was_interrupted"
    /// The loop does not go on by itself after the bot listened.
    static let isNotPredicted: Name = "do_not_predict_loop_action"
  }

  /// - Parameter json: `rule_policy.json`.
  init(_ json: JSONValue) throws(RuleState.Unreadable) {
    guard let lookup = json["lookup"] else { throw .init(reason: "lookup is missing") }
    let hidden = Set(SlotMapping.names(lookup["rules_not_in_stories"]))
    let rules = try Self.object("rules", lookup)
    self.hidden = hidden
    self.rules = try RuleTable(rules, hidden: hidden)
    loopRules = try RuleTable(Self.object("rules_for_loop_unhappy_path", lookup), hidden: hidden)
    longestHiddenConversation = hidden.filter { $0.text.hasPrefix("[") && rules[$0.text] == nil }.map(\.text.utf8.count).max() ?? 0
  }

  private static func object(_ key: String, _ json: JSONValue) throws(RuleState.Unreadable) -> JSONObject {
    guard let object = json[key]?.object else { throw .init(reason: "\(key) is \(json[key]?.kind ?? "missing")") }
    return object
  }

  /// Whether the turn is hidden that one of the built-in rules predicts.
  func hidesTurn(of source: BuiltInRule) -> Bool { hidden.contains(source.name) }

  /// Whether a turn is hidden that no rule matched.
  func hidesTurn(without states: [DialogueState]) -> Bool {
    guard longestHiddenConversation > 0 else { return false }
    // What stands before an action that means any action is of no account.
    let snippet = ActionReference.name(Name(DefaultAction.ruleSnippet))
    let known = Array(states.suffix(while: { $0.previousAction != snippet }))
    guard !known.isEmpty, let text = StateText.text(of: known, isQuoted: true, limit: longestHiddenConversation) else { return false }
    return hidden.contains(text)
  }
}

/// A rule that every bot has.
enum BuiltInRule {
  case defaultAction(intent: String)
  case loop(String)
  case listening(afterLoop: String)

  /// How Rasa names it.
  fileprivate var name: Name {
    switch self {
    case .defaultAction(let intent): Name("predicting default action with intent \(intent)")
    case .loop(let loop): Name("handling active loops and forms - \(loop)")
    case .listening(let loop): Name("handling active loops and forms - \(loop) - \(DefaultAction.listen)")
    }
  }
}

extension Array {
  /// The elements behind the last one that is not wanted.
  fileprivate func suffix(while isWanted: (Element) -> Bool) -> ArraySlice<Element> {
    self[(lastIndex { !isWanted($0) }.map { $0 + 1 } ?? 0)...]
  }
}
