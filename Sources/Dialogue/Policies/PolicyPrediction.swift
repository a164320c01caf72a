public import JSON

/// What a policy would do next.
public struct PolicyPrediction: Sendable {
  /// How sure it is of each action, by the action's number; they need not add up to 1.
  public var scores: [Double]
  /// The class of the policy, such as `RulePolicy`.
  public var policy: String?
  public var priority: Int
  /// What the tracker learns whichever policy wins.
  public var events: [Event] = []
  /// What the tracker learns when this policy wins.
  public var optionalEvents: [Event] = []
  /// Whether it was made from the text of the message instead of the intent.
  public var isEndToEnd = false
  /// Whether it was made without looking at the message, as for a form that goes on.
  public var isWithoutUser = false
  /// Whether policies that learned from stories are not to see the turn.
  public var hidesRuleTurn = false
  /// What stands in the metadata of the action's event.
  public var actionMetadata: JSONObject?

  public init(scores: [Double], policy: String?, priority: Int = 1) {
    self.scores = scores
    self.policy = policy
    self.priority = priority
  }

  /// A prediction of one action.
  /// - Parameter action: its number.
  public init(action: Int, confidence: Double = 1, policy: String? = nil, priority: Int = 1, domain: Domain) {
    self.init(scores: [Double](repeating: 0, count: domain.actions.count), policy: policy, priority: priority)
    scores[action] = confidence
  }

  /// The highest score; 0 when there is none.
  public var confidence: Double { scores.max() ?? 0 }

  /// The number of the action with the highest score, the first of equals.
  public var action: Int? { scores.firstIndex(of: confidence) }
}
