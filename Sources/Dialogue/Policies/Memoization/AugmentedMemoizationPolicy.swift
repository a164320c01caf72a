public import ModelFormat
public import NLU

/// Remembers turns like `MemoizationPolicy`, and where it does not, forgets the beginning of the conversation step by step until it does.
public struct AugmentedMemoizationPolicy: Policy {
  private let memory: MemoizationPolicy
  private let ruleOnly: RuleOnlyData
  /// How many actions of a conversation are looked at; `nil` for all.
  private let maximumHistory: Int?

  public var name: String { memory.name }
  public var priority: Int { memory.priority }

  /// - Throws: `ModelFormatError` when the node's folder holds something else than turns.
  public static func load(
    _ node: GraphNode, from model: ModelReader, ruleOnly: RuleOnlyData
  ) throws(ModelFormatError) -> AugmentedMemoizationPolicy {
    try AugmentedMemoizationPolicy(
      memory: .load(node, from: model), ruleOnly: ruleOnly, maximumHistory: PolicySettings(node).maximumHistory())
  }

  public func predict(_ conversation: PredictionInput) throws(PredictionError) -> PolicyPrediction {
    let states = memory.visibleStates(conversation.storyStates)
    let action = memory.action(after: states) ?? action(in: conversation.tracker, unlike: states)
    return try memory.prediction(of: action, in: conversation.tracker)
  }

  /// What is remembered once the beginning is forgotten.
  /// - Parameter states: what was looked up already.
  private func action(in tracker: Tracker, unlike states: [DialogueState]) -> Name? {
    var states = states
    var events = recentEvents(of: tracker)
    var start = firstAction(in: events)
    while let place = start {
      let shorter = Tracker(senderID: tracker.senderID, domain: tracker.domain, events: events[place...])
      let shorterStates = memory.visibleStates(shorter.pastStates(without: ruleOnly))
      if shorterStates != states {
        if let action = memory.action(after: shorterStates) { return action }
        states = shorterStates
      }
      let isWhole = shorter.appliedEvents.count == events.count - (place - events.startIndex)
      events = shorter.appliedEvents[...]
      start = firstAction(in: events).flatMap { firstAction(in: events[($0 + 1)...]) }
      // Where no run of a form is a repetition, none is behind a later beginning, and beginnings may be left out.
      if isWhole, let most = memory.mostStates, let next = start { start = self.start(in: events, from: next, most: most) }
    }
    return nil
  }

  /// The events that count from the last waiting on behind which there are as many actions as are looked at.
  private func recentEvents(of tracker: Tracker) -> ArraySlice<Event> {
    let events = tracker.appliedEvents
    guard let maximumHistory else { return events[...] }
    var actions = 0
    for index in events.indices.reversed() {
      guard let action = events[index].action else { continue }
      actions += 1
      if actions > maximumHistory, action.action.isNamed(DefaultAction.listen) {
        // In a conversation that begins here other runs of a form may count.
        return Tracker(senderID: tracker.senderID, domain: tracker.domain, events: events[index...]).appliedEvents[...]
      }
    }
    return events[...]
  }

  private func firstAction(in events: ArraySlice<Event>) -> Int? { events.firstIndex { $0.action != nil } }
}

extension AugmentedMemoizationPolicy {
  /// The first action from a place on behind which there may be as few states as are remembered somewhere.
  ///
  /// Saves a long conversation from being looked at as often as it has actions.
  private func start(in events: ArraySlice<Event>, from place: Int, most: Int) -> Int? {
    var loops: Set<Name> = []
    for event in events { if case .activeLoop(let name?) = event.kind { loops.insert(Name(name)) } }
    var found: Int?
    // How many states there are at least behind the action that is looked at, and whether the one behind it is among them.
    var states = 0
    var isNextSeen = false
    for index in events[place...].indices.reversed() {
      switch events[index].kind {
      case .action(let action):
        // The next turn is only hidden with an earlier one if it goes on by a follow-up action or behind a form.
        if isNextSeen, !(action.action.name.map(loops.contains) ?? false) { states += 1 }
        if action.action.isNamed(DefaultAction.unlikelyIntent) { states -= 1 }
        isNextSeen = !action.hidesRuleTurn
        if states + 1 <= most { found = index }
      case .followup: isNextSeen = false
      default: break
      }
    }
    return found
  }
}
