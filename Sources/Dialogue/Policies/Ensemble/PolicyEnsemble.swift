/// Asks all policies of a model, and follows the surest.
///
/// Predictions that do without the user's message, such as a form's that goes on, stand above all others; those from the text
/// of a message stand above those from its intent. Of equally sure ones the policy of the highest priority wins, and then the first.
public struct PolicyEnsemble: Sendable {
  /// In the order of the model's graph.
  public let policies: [any Policy]
  public let ruleOnly: RuleOnlyData

  public init(policies: [any Policy], ruleOnly: RuleOnlyData) {
    self.policies = policies
    self.ruleOnly = ruleOnly
  }

  /// What to do next in a conversation.
  /// - Returns: the winner's prediction, with the events that the tracker has to learn in `events`.
  /// - Throws: `PredictionError`.
  public func predict(_ tracker: Tracker) throws(PredictionError) -> PolicyPrediction {
    let conversation = PredictionInput(tracker, ruleOnly: ruleOnly)
    var predictions: [PolicyPrediction] = []
    for policy in policies { predictions.append(try policy.predict(conversation)) }
    return try Self.combine(predictions, in: tracker)
  }

  /// Makes one prediction of those of all policies.
  static func combine(_ predictions: [PolicyPrediction], in tracker: Tracker) throws(PredictionError) -> PolicyPrediction {
    var predictions = predictions
    if let rejected = tracker.rejectedAction {
      let number = try tracker.domain.numberOfAction(rejected)
      for index in predictions.indices { predictions[index].scores[number] = 0 }
    }
    guard var best = best(of: predictions) else { throw .noPrediction }
    best.events = predictions.flatMap(\.events) + best.optionalEvents
    best.optionalEvents = []
    // Policies see the message from now on as this prediction saw it.
    if tracker.hasJustListened { best.events.append(Event(.featurization(usesText: best.isEndToEnd))) }
    return best
  }

  private static func best(of predictions: [PolicyPrediction]) -> PolicyPrediction? {
    let anyWithoutUser = predictions.contains(where: \.isWithoutUser)
    let anyEndToEnd = predictions.contains(where: \.isEndToEnd)
    var best: PolicyPrediction?
    for prediction in predictions {
      guard prediction.isWithoutUser == anyWithoutUser, anyWithoutUser || prediction.isEndToEnd == anyEndToEnd else { continue }
      if prediction.isBetter(than: best) { best = prediction }
    }
    return best
  }
}

extension PolicyPrediction {
  fileprivate func isBetter(than other: PolicyPrediction?) -> Bool {
    let (otherConfidence, otherPriority) = other.map { ($0.confidence, $0.priority) } ?? (-1, -1)
    return confidence == otherConfidence ? priority > otherPriority : confidence > otherConfidence
  }
}

extension Tracker {
  /// The action that would not run, if nothing else was run since.
  fileprivate var rejectedAction: Name? {
    for event in events.reversed() {
      switch event.kind {
      case .action: return nil
      case .rejection(let rejection): return rejection.action.isEmpty ? nil : Name(rejection.action)
      default: continue
      }
    }
    return nil
  }
}
