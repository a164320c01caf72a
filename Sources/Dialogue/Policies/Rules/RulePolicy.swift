import JSON
public import ModelFormat
public import NLU

/// Follows rules: those of the bot, those for forms, and those that every bot has.
public struct RulePolicy: Policy {
  public let name = "RulePolicy"
  public let priority: Int

  private let book: RuleBook
  private let window: StateWindow
  /// What is predicted when no rule matches, and how surely; `nil` for nothing.
  private let fallback: (action: Name, confidence: Double)?
  private let usesIntentConfidence: Bool

  static let fileName = "rule_policy.json"

  /// - Throws: `ModelFormatError` when the node's folder does not hold rules.
  public static func load(_ node: GraphNode, from model: ModelReader) throws(ModelFormatError) -> RulePolicy {
    let json = try model.json(fileName, of: node)
    let book: RuleBook
    do { book = try RuleBook(json) } catch { throw .malformed(file: model.name(of: fileName, of: node), reason: error.reason) }
    return try RulePolicy(book, window: .load(node, from: model), PolicySettings(node))
  }

  init(_ book: RuleBook, window: StateWindow, _ settings: PolicySettings) throws(ModelFormatError) {
    self.book = book
    self.window = window
    priority = try settings.priority(default: 4)
    let action = try settings.text("core_fallback_action_name", default: DefaultAction.defaultFallback)
    let confidence = try settings.number("core_fallback_threshold", default: 0.3)
    fallback = settings.flag("enable_fallback_prediction", default: true) ? (Name(action), confidence) : nil
    usesIntentConfidence = settings.flag("use_nlu_confidence_as_score", default: false)
  }

  public func predict(_ conversation: PredictionInput) throws(PredictionError) -> PolicyPrediction {
    let tracker = conversation.tracker
    // Only right behind a message it is open whether its text or its intent counts.
    let fromText = tracker.hasJustListened ? choice(in: conversation, usesText: true) : nil
    if fromText?.action == nil, let action = defaultAction(in: tracker) {
      return try prediction(of: action.name, in: tracker, hidesTurn: book.hidesTurn(of: action.rule))
    }
    if let action = loopAction(in: tracker) {
      var prediction = try prediction(of: action.name, in: tracker, hidesTurn: book.hidesTurn(of: action.rule))
      prediction.isWithoutUser = true
      return prediction
    }
    if let fromText, let action = fromText.action {
      var prediction = try prediction(of: action, in: tracker, hidesTurn: fromText.hidesTurn)
      prediction.isEndToEnd = true
      if fromText.interruptsLoop { prediction.events = [Event(.loopInterrupted(true))] }
      return prediction
    }
    let fromIntent = choice(in: conversation, usesText: false)
    var prediction = try prediction(of: fromIntent.action, in: tracker, hidesTurn: fromIntent.hidesTurn)
    if fromIntent.interruptsLoop || fromText?.interruptsLoop ?? false { prediction.events = [Event(.loopInterrupted(true))] }
    return prediction
  }

  /// - Parameter action: `nil` when no rule matches.
  private func prediction(of action: Name?, in tracker: Tracker, hidesTurn: Bool) throws(PredictionError) -> PolicyPrediction {
    let domain = tracker.domain
    var scores = [Double](repeating: 0, count: domain.actions.count)
    // It stands beside a rule's action as well, which may be the less sure one.
    if let fallback { scores[try domain.numberOfAction(fallback.action)] = fallback.confidence }
    if let action { scores[try domain.numberOfAction(action)] = usesIntentConfidence ? tracker.latestMessage.intentConfidence : 1 }
    var prediction = PolicyPrediction(scores: scores, policy: name, priority: priority)
    prediction.hidesRuleTurn = hidesTurn
    return prediction
  }
}

extension RulePolicy {
  /// What the rules of the bot say.
  private struct Choice {
    var action: Name?
    var hidesTurn = false
    /// Whether the active loop is to know that it was interrupted.
    var interruptsLoop = false
  }

  private func choice(in conversation: PredictionInput, usesText: Bool) -> Choice {
    let states = window.states(conversation.states, usesText: usesText)
    let rule = book.rules.matching(states).max { $0.length < $1.length }
    var choice = Choice(action: rule?.outcome, hidesTurn: rule?.hidesTurn ?? book.hidesTurn(without: states))
    guard let loop = conversation.tracker.activeLoopName else { return choice }
    let outcomes = book.loopRules.matching(states).map(\.outcome)
    if let rule, rule.outcome == Name(DefaultAction.listen), !rule.isForLoop {
      // A rule that knows nothing of the loop ends here, and the loop goes on, unless it is said that it does not.
      guard outcomes.contains(RuleBook.LoopOutcome.isNotPredicted) else {
        choice.action = Name(loop)
        return choice
      }
      choice.action = nil
    }
    choice.interruptsLoop = outcomes.contains(RuleBook.LoopOutcome.wasInterrupted)
    return choice
  }

  /// The actions behind the intents that every bot has.
  private func defaultAction(in tracker: Tracker) -> (name: Name, rule: BuiltInRule)? {
    guard tracker.hasJustListened, let intent = tracker.latestMessage.intentName else { return nil }
    let action: String
    switch Name(intent) {
    case Name(DefaultIntent.restart): action = DefaultAction.restart
    case Name(DefaultIntent.back): action = DefaultAction.back
    case Name(DefaultIntent.sessionStart): action = DefaultAction.sessionStart
    default: return nil
    }
    return (Name(action), .defaultAction(intent: intent))
  }

  /// The active loop, or waiting for the user behind it, unless it would not run.
  private func loopAction(in tracker: Tracker) -> (name: Name, rule: BuiltInRule)? {
    guard let loop = tracker.activeLoopName, tracker.activeLoop?.isRejected == false, let last = tracker.latestAction else { return nil }
    if last.name != Name(loop) { return (Name(loop), .loop(loop)) }
    return (Name(DefaultAction.listen), .listening(afterLoop: loop))
  }
}

extension RuleTable.Rule {
  /// Whether the rule asks for a loop to be active.
  fileprivate var isForLoop: Bool { if case .equal = states.first?.activeLoop { true } else { false } }
}

extension UserUttered {
  /// How sure the pipeline was of the intent.
  var intentConfidence: Double { intent["confidence"]?.double ?? 1 }
}
