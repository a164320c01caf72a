import JSON

/// What a rule asks of one state of the dialogue.
struct RuleState: Sendable {
  /// What something has to be.
  enum Expectation<Value: Sendable>: Sendable {
    case equal(Value)
    case unset
  }

  /// Why a rule cannot be read.
  struct Unreadable: Error { let reason: String }

  private(set) var intent: Expectation<Name>?
  private var text: Expectation<Name>?
  private var entities: [Name]?
  private var slots: [(name: Name, value: Expectation<[Double]>)] = []
  private(set) var actionName: Expectation<Name>?
  private(set) var actionText: Expectation<Name>?
  /// `false` in rules for the beginning of a conversation.
  private(set) var hasPreviousAction = false
  private(set) var activeLoop: Expectation<Name>?

  init(_ json: JSONValue) throws(Unreadable) {
    guard let parts = json.object else { throw Unreadable(reason: "\(json.kind) stands where a state should") }
    for (part, members) in parts {
      guard let object = members.object else { throw Unreadable(reason: "\(part) of a state is \(members.kind)") }
      if part == "prev_action" { hasPreviousAction = !object.isEmpty }
      for (key, value) in object where value.isTruthy { try read(part, key, value) }
    }
  }

  private mutating func read(_ part: String, _ key: String, _ value: JSONValue) throws(Unreadable) {
    switch (part, key) {
    case ("user", "intent"): intent = try Self.name(value, key)
    case ("user", "text"): text = try Self.name(value, key)
    case ("user", "entities"): entities = try Self.names(value)
    case ("slots", _): slots.append((Name(key), try Self.features(value, key)))
    case ("prev_action", "action_name"): actionName = try Self.name(value, key)
    case ("prev_action", "action_text"): actionText = try Self.name(value, key)
    case ("active_loop", "name"): activeLoop = try Self.name(value, key)
    default: throw Unreadable(reason: "a state holds \(part).\(key), which no state has")
    }
  }

  private static func name(_ json: JSONValue, _ key: String) throws(Unreadable) -> Expectation<Name> {
    guard let text = json.string else { throw Unreadable(reason: "\(key) of a state is \(json.kind)") }
    return text == shouldNotBeSet ? .unset : .equal(Name(text))
  }

  private static func names(_ json: JSONValue) throws(Unreadable) -> [Name] {
    var names: [Name] = []
    for entry in json.array ?? [json] {
      guard let name = entry.string else { throw Unreadable(reason: "the entities of a state hold \(entry.kind)") }
      names.append(Name(name))
    }
    return names
  }

  private static func features(_ json: JSONValue, _ key: String) throws(Unreadable) -> Expectation<[Double]> {
    if json.string == shouldNotBeSet { return .unset }
    guard let entries = json.array else { throw Unreadable(reason: "the slot \(key) of a state is \(json.kind)") }
    var features: [Double] = []
    for entry in entries {
      guard let number = entry.double else { throw Unreadable(reason: "the slot \(key) of a state holds \(entry.kind)") }
      features.append(number)
    }
    return .equal(features)
  }
}

extension RuleState {
  /// Whether a conversation's state is as the rule wants it; what the rule does not name may be anything.
  func matches(_ state: DialogueState) -> Bool {
    guard hasPreviousAction == (state.previousAction != nil) else { return false }
    // Both begin a conversation, in which nothing but initial values can be seen.
    guard hasPreviousAction else { return true }
    guard Self.meets(actionName, state.previousAction?.name), Self.meets(actionText, state.previousAction?.text) else { return false }
    guard Self.meets(intent, state.user?.intent), Self.meets(text, state.user?.text) else { return false }
    guard Self.meets(activeLoop, state.activeLoop) else { return false }
    if let entities, entities != state.user?.entities ?? [] { return false }
    return slots.allSatisfy { slot in
      let features = state.slots.first { $0.slot == slot.name }
      switch slot.value {
      case .equal(let values): return features?.values == values
      case .unset: return features?.values == nil
      }
    }
  }

  private static func meets(_ expectation: Expectation<Name>?, _ value: Name?) -> Bool {
    switch expectation {
    case .equal(let expected): value == expected
    case .unset: value.map { $0.text.isEmpty || $0.text == shouldNotBeSet } ?? true
    case nil: true
    }
  }
}

extension ActionReference {
  fileprivate var text: Name? { if case .text(let text) = self { text } else { nil } }
}
