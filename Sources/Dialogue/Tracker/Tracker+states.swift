/// What occurs in rules only, so that policies which learned from stories must not see it.
public struct RuleOnlyData: Sendable {
  public var slots: Set<Name>
  public var loops: Set<Name>

  public init(slots: Set<Name> = [], loops: Set<Name> = []) {
    self.slots = slots
    self.loops = loops
  }
}

extension Tracker {
  /// What policies see: before each action that counts, and now. The oldest comes first.
  public var pastStates: [DialogueState] { history.checkpoints.map(\.seen) + [seen] }

  /// The same for policies that learned from stories: without turns that only rules know.
  public func pastStates(without ruleOnly: RuleOnlyData) -> [DialogueState] {
    var states: [DialogueState] = []
    states.reserveCapacity(history.checkpoints.count + 1)
    var lastAction: ActionReference?
    var isHidden = false
    func take(_ state: ConversationState, _ seen: DialogueState, hides: Bool) {
      if !isHidden { lastAction = state.latestAction }
      // A follow-up action and the next run of a form belong to the turn before them.
      let loop = state.activeLoop.flatMap { $0.name == shouldNotBeSet ? nil : Name($0.name) }
      if (state.followupAction ?? "").isEmpty, state.latestAction?.nameOrText != loop { isHidden = hides }
      guard !isHidden else { return }
      states.append(seen.without(ruleOnly, after: states.last, lastAction: lastAction))
    }
    for checkpoint in history.checkpoints { take(checkpoint.state, checkpoint.seen, hides: checkpoint.hidesRuleTurn) }
    take(history.state, seen, hides: false)
    return states
  }
}

extension DialogueState {
  /// - Parameters:
  ///   - previous: the state before, as the same policies saw it.
  ///   - lastAction: the last action that they saw.
  fileprivate func without(_ ruleOnly: RuleOnlyData, after previous: DialogueState?, lastAction: ActionReference?) -> DialogueState {
    var state = self
    if !ruleOnly.slots.isEmpty { state.slots.removeAll { ruleOnly.slots.contains($0.slot) } }
    if let loop = activeLoop, ruleOnly.loops.contains(loop) { state.activeLoop = nil }
    // In mid-turn the user said what they said at its beginning.
    if let previous, previousAction != .name(Name(DefaultAction.listen)) { state.user = previous.user }
    if let lastAction { state.previousAction = lastAction }
    return state
  }
}
