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
    var rest = recentEvents(of: tracker)
    var events = firstAction(in: rest).map { rest[$0...] }
    while let current = events {
      let shorter = Tracker(senderID: tracker.senderID, domain: tracker.domain, events: current)
      let shorterStates = memory.visibleStates(shorter.pastStates(without: ruleOnly))
      if shorterStates != states {
        if let action = memory.action(after: shorterStates) { return action }
        states = shorterStates
      }
      rest = shorter.appliedEvents[...]
      events = firstAction(in: rest).flatMap { firstAction(in: rest[($0 + 1)...]) }.map { rest[$0...] }
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
