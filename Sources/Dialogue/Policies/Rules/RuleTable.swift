import JSON

/// Rules by the last state that they ask for, so that a prediction looks at a few of thousands.
struct RuleTable: Sendable {
  struct Rule: Sendable {
    /// What it asks for, the newest state first.
    let states: [RuleState]
    /// The action that it predicts, or what it says of a loop.
    let outcome: Name
    /// Of several rules that match, the one with the longest text is followed.
    let length: Int
    let hidesTurn: Bool
  }

  /// Where rules are found: by the last action and the intent that they ask for.
  private struct Place: Hashable {
    let action: ActionReference?
    let intent: Name?
  }

  private var rules: [Rule] = []
  private var places: [Place: [Int]] = [:]
  /// Rules that no last action tells apart.
  private var elsewhere: [Int] = []

  /// - Parameters:
  ///   - json: outcomes by the text of the states.
  ///   - hidden: the texts of rules whose turns other policies are not to see.
  init(_ json: JSONObject, hidden: Set<Name>) throws(RuleState.Unreadable) {
    for (text, outcome) in json {
      guard let outcome = outcome.string else { throw .init(reason: "a rule leads to \(outcome.kind) instead of an action") }
      let states = try Self.states(text)
      add(
        Rule(
          states: states.reversed(), outcome: Name(outcome), length: text.unicodeScalars.count, hidesTurn: hidden.contains(Name(text))))
    }
  }

  private static func states(_ text: String) throws(RuleState.Unreadable) -> [RuleState] {
    let json: JSONValue
    do { json = try JSONParser.parse(text, maximumDepth: 8) } catch { throw .init(reason: "a rule is not JSON: \(error.description)") }
    guard let entries = json.array, !entries.isEmpty else { throw .init(reason: "a rule is no list of states") }
    var states: [RuleState] = []
    for entry in entries { states.append(try RuleState(entry)) }
    return states
  }

  private mutating func add(_ rule: Rule) {
    let number = rules.count
    rules.append(rule)
    if let place = rule.states.first.flatMap(Self.place) {
      places[place, default: []].append(number)
    } else {
      elsewhere.append(number)
    }
  }

  private static func place(_ last: RuleState) -> Place? {
    guard last.hasPreviousAction else { return Place(action: nil, intent: nil) }
    let intent: Name? = if case .equal(let name) = last.intent { name } else { nil }
    return switch (last.actionName, last.actionText) {
    case (.equal(let name), nil): Place(action: .name(name), intent: intent)
    case (nil, .equal(let text)): Place(action: .text(text), intent: intent)
    default: nil
    }
  }

  /// The rules that match, in no particular order.
  /// - Parameter states: the oldest first.
  func matching(_ states: [DialogueState]) -> [Rule] {
    guard let last = states.last else { return [] }
    var numbers = places[Place(action: last.previousAction, intent: nil)] ?? []
    if let intent = last.user?.intent, last.previousAction != nil {
      numbers += places[Place(action: last.previousAction, intent: intent)] ?? []
    }
    numbers += elsewhere
    // A rule that is longer than the conversation matches when all of the conversation does.
    return numbers.lazy.map { rules[$0] }.filter { rule in zip(rule.states, states.reversed()).allSatisfy { $0.matches($1) } }
  }
}
