/// Chooses what the bot does next.
///
/// Built once from what training stored and then only read: any number of conversations may be predicted at the same time.
public protocol Policy: Sendable {
  /// The class in Rasa, such as `RulePolicy`; it stands in the events of the actions that it chose.
  var name: String { get }
  /// Of equally sure policies the one with the higher priority wins.
  var priority: Int { get }

  /// What to do next in a conversation.
  /// - Throws: `PredictionError` where an action is to be predicted that the domain does not have.
  func predict(_ conversation: PredictionInput) throws(PredictionError) -> PolicyPrediction
}

/// What policies predict from; shared by the policies of one prediction.
public struct PredictionInput: Sendable {
  public let tracker: Tracker
  /// What policies see: before each action that counts, and now, the oldest first.
  public let states: [DialogueState]
  /// The same for policies that learned from stories: without turns that only rules know.
  public let storyStates: [DialogueState]

  public var domain: Domain { tracker.domain }

  public init(_ tracker: Tracker, ruleOnly: RuleOnlyData) {
    self.tracker = tracker
    states = tracker.pastStates
    storyStates = tracker.pastStates(without: ruleOnly)
  }
}
