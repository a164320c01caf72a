internal import Dialogue
internal import JSON

/// Goes through a story event by event. Whatever is predicted, what the story says happens next.
struct StoryReplay {
  private(set) var judgements = StoryJudgements()
  let processor: MessageProcessor
  private let story: [Event]
  private let isEndToEnd: Bool
  private let limits: EvaluationLimits
  private let clock: EvaluationClock
  private var tracker: Tracker

  init(of story: Tracker, processor: MessageProcessor, isEndToEnd: Bool, limits: EvaluationLimits, clock: EvaluationClock) {
    self.processor = processor
    self.story = story.events
    self.isEndToEnd = isEndToEnd
    self.limits = limits
    self.clock = clock
    tracker = Tracker(senderID: "", domain: processor.model.domain, events: story.events.prefix(1))
  }

  /// - Throws: `EvaluationError`.
  mutating func run() async throws(EvaluationError) {
    for event in story.dropFirst() {
      try clock.check()
      switch event.kind {
      case .action(let action): try judge(action)
      case .user(let user) where isEndToEnd: try await judge(user)
      default: tracker.update(event)
      }
    }
  }
}

// Actions
extension StoryReplay {
  private mutating func judge(_ executed: ActionExecuted) throws(EvaluationError) {
    let expected = executed.action.nameOrText.text
    var (predicted, prediction) = try predict(expecting: expected)
    if predicted == DefaultAction.unlikelyIntent, expected != predicted {
      note(.name(Name(predicted)), prediction)
      (predicted, prediction) = try predict(expecting: expected)
    }
    judgements.add(action: expected, predicted: predicted, by: prediction)
    // What was rightly predicted is noted by its name, even if it is a text; so it is in Rasa.
    note(Name(predicted) == Name(expected) ? .name(Name(predicted)) : executed.action, prediction)
  }

  private mutating func note(_ action: ActionReference, _ prediction: PolicyPrediction?) {
    let executed = ActionExecuted(action, policy: prediction?.policy, confidence: prediction?.confidence ?? 0)
    tracker.update(Event(.action(executed), metadata: prediction?.actionMetadata ?? JSONObject()))
  }

  /// What Rasa says where the bot has run too many actions in a row.
  private static let tooManyActions = "circuit breaker tripped"

  private mutating func predict(expecting expected: String) throws(EvaluationError) -> (action: String, PolicyPrediction?) {
    guard !processor.hasReachedLimit(tracker) else { return (Self.tooManyActions, nil) }
    var (predicted, prediction) = try predictOnce(expecting: expected)
    // A form may be left for what else a story says: as if it had refused to run.
    if prediction.policy != nil, predicted != expected, let loop = tracker.activeLoopName, Name(loop) == Name(predicted),
      processor.model.domain.form(Name(loop)) != nil
    {
      tracker.update(Event(.rejection(ActionExecutionRejected(action: loop))))
      (predicted, prediction) = try predictOnce(expecting: expected)
    }
    return (predicted, prediction)
  }

  private mutating func predictOnce(expecting expected: String) throws(EvaluationError) -> (String, PolicyPrediction) {
    let domain = processor.model.domain
    do throws(TurnError) {
      let prediction = try processor.predict(&tracker)
      guard let number = prediction.action else { throw TurnError.noPrediction("no action has a score") }
      let name = domain.actions[number].text
      guard Name(name) != Name(expected), let intent = ActionRegistry.retrievalIntent(ofAction: name, domain: domain) else {
        return (name, prediction)
      }
      return (responseAction(of: intent) ?? name, prediction)
    } catch {
      throw .model(error.description)
    }
  }

  /// The full name of the action with which a selector answers the last message.
  private func responseAction(of intent: String) -> String? {
    guard let selectors = tracker.latestMessage.parseData["response_selector"] else { return nil }
    return (selectors[intent] ?? selectors["default"])?["response"]?["utter_action"]?.string
  }
}

// Messages
extension StoryReplay {
  private mutating func judge(_ user: UserUttered) async throws(EvaluationError) {
    let understood = try await understand(user)
    let target = user.intent["full_retrieval_intent_name"]?.string ?? user.intent["name"]?.string
    var predicted = understood["intent"]?["name"]?.string
    if target.map({ Name($0) }) != predicted.map({ Name($0) }) { predicted = RetrievalIntent.full(understood) }
    let targets = user.entities.compactMap { ComparedEntity($0, in: user.text) }
    let predictions = (understood["entities"]?.array ?? []).compactMap { ComparedEntity($0, in: user.text) }
    judgements.add(
      intent: target, predicted: predicted, entities: targets.map(\.json), predicted: predictions.map(\.json))
    let isRight = target.map { Name($0) } == predicted.map { Name($0) } && ComparedEntity.areSame(targets, predictions)
    tracker.update(Event(.user(isRight ? Self.right(user, understood) : Self.wrong(user, target, targets))))
  }

  /// A message without a text means what its story says.
  private func understand(_ user: UserUttered) async throws(EvaluationError) -> JSONObject {
    guard let text = user.text, !text.isEmpty else { return user.parseData }
    return try await processor.model.interpreter.understand(text, limits)
  }

  private static func right(_ user: UserUttered, _ understood: JSONObject) -> UserUttered {
    var parseData = JSONObject()
    if let selectors = understood["response_selector"] { parseData["response_selector"] = selectors }
    return UserUttered(text: user.text, intent: user.intent, entities: user.entities, parseData: parseData)
  }

  /// The message as the story has it, of which Rasa keeps the intent's full name, and of entities what was compared.
  private static func wrong(_ user: UserUttered, _ intent: String?, _ entities: [ComparedEntity]) -> UserUttered {
    let name: JSONValue = intent.map { .string($0) } ?? .null
    var names = JSONObject()
    names["name"] = name
    return UserUttered(text: user.text, intent: names, entities: entities.map { .object($0.json) }, parseData: user.parseData)
  }
}
