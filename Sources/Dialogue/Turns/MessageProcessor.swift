public import JSON

/// What happens in a conversation between a message and the bot waiting for the next one.
///
/// One processor serves one turn with one model. It changes the tracker that it is given, event by event: when it throws, what
/// happened until then is in there. Sending the bot's messages is part of it; loading, saving and locking are not.
public struct MessageProcessor: Sendable {
  public let model: DialogueModel
  let services: DialogueServices
  /// After so many actions in a row the bot waits for the user, whatever policies say.
  let maximumPredictions: Int

  /// - Parameter maximumPredictions: `MAX_NUMBER_OF_PREDICTIONS` in Rasa.
  public init(model: DialogueModel, services: DialogueServices, maximumPredictions: Int = 10) {
    self.model = model
    self.services = services
    self.maximumPredictions = maximumPredictions
  }

  /// Answers a message.
  /// - Throws: `TurnError`.
  public func handle(_ message: UserMessage, on tracker: inout Tracker, channel: any OutputChannel) async throws(TurnError) {
    try await log(message, on: &tracker, channel: channel)
    guard model.policies != nil else { return }
    await extractSlots(on: &tracker, channel: channel)
    try await runPredictedActions(on: &tracker, channel: channel)
  }

  /// Takes a message in without answering it.
  /// - Throws: `TurnError`.
  public func log(_ message: UserMessage, on tracker: inout Tracker, channel: any OutputChannel) async throws(TurnError) {
    try await updateSession(of: &tracker, channel: channel, metadata: message.metadata)
    let understood: Interpretation
    if let known = message.parseData, !known.isEmpty {
      understood = Interpretation(parseData: known)
    } else {
      understood = try await model.interpreter.interpret(message.text ?? "")
    }
    let parseData = understood.parseData
    let user = UserUttered(
      text: message.text, intent: parseData["intent"]?.object ?? JSONObject(), entities: parseData["entities"]?.array ?? [],
      parseData: parseData, inputChannel: message.inputChannel, messageID: message.messageID, metadata: message.metadata,
      intentLeadsRanking: understood.intentLeadsRanking)
    tracker.update(Event(.user(user), timestamp: services.now(), metadata: message.metadata))
  }

  /// Lets an intent happen as if the user had expressed it.
  /// - Throws: `TurnError`.
  public func trigger(
    intent: String, entities: [JSONValue], on tracker: inout Tracker, channel: any OutputChannel
  ) async throws(TurnError) {
    let event = UserUttered.external(intent: intent, entities: entities, inputChannel: tracker.latestInputChannel)
    tracker.update(event.at(services.now()))
    await extractSlots(on: &tracker, channel: channel)
    try await runPredictedActions(on: &tracker, channel: channel)
  }

  /// Runs an action that somebody else chose.
  /// - Throws: `TurnError.unknownAction`.
  public func execute(
    _ action: String, policy: String?, confidence: Double, on tracker: inout Tracker, channel: any OutputChannel
  ) async throws(TurnError) {
    guard let number = model.domain.actionNumber(Name(action)) else { throw .unknownAction(action) }
    try await updateSession(of: &tracker, channel: channel)
    let prediction = PolicyPrediction(action: number, confidence: confidence, policy: policy, domain: model.domain)
    _ = await run(try self.action(number), prediction, on: &tracker, channel: channel)
  }

  /// What the bot would do next; an action that is to follow is forgotten by that.
  /// - Throws: `TurnError`.
  public func predict(_ tracker: inout Tracker) throws(TurnError) -> PolicyPrediction {
    guard let policies = model.policies else { throw .noPolicies }
    if let followup = tracker.followupAction, !followup.isEmpty {
      tracker.clearFollowupAction()
      if let number = model.domain.actionNumber(Name(followup)) {
        return PolicyPrediction(action: number, policy: "followup_action", domain: model.domain)
      }
      services.report("the follow-up action \(followup) is none of the domain's; the next action is predicted instead")
    }
    do { return try policies.predict(tracker) } catch {
      switch error {
      case .unknownAction(let name): throw .unknownAction(name)
      case .noPrediction: throw .noPrediction("\(error)")
      }
    }
  }
}

extension MessageProcessor {
  /// Fills slots from the user's last message.
  public func extractSlots(on tracker: inout Tracker, channel: any OutputChannel) async {
    guard let action = ActionRegistry.action(named: DefaultAction.extractSlots, domain: model.domain) else { return }
    let events: [Event]
    do {
      events = try await action.run(on: tracker, context(channel))
    } catch {
      services.report("\(action.name) failed: \(error)")
      return
    }
    let first = tracker.events.count
    tracker.update(events, now: services.now)
    await send(tracker.events[first...], of: tracker, to: channel)
  }

  private func runPredictedActions(on tracker: inout Tracker, channel: any OutputChannel) async throws(TurnError) {
    var goesOn = true
    var count = 0
    while goesOn, mayAct(tracker) {
      // An action that brings the user's message once more, as a clarification does, would start the count of actions in a row anew each time.
      if hasReachedLimit(tracker) || count >= max(1, maximumPredictions) * Self.rowsPerTurn {
        services.report("the bot has run \(maximumPredictions) actions in a row and is stopped until the next message")
        return
      }
      let prediction = try predict(&tracker)
      guard let number = prediction.action else { throw .noPrediction("no action has a score") }
      let action = try action(number)
      // Only now it is known that the text counts, in which a policy may have found entities.
      if prediction.isEndToEnd { await extractSlots(on: &tracker, channel: channel) }
      goesOn = await run(action, prediction, on: &tracker, channel: channel)
      count += 1
    }
  }

  /// How many rows of as many actions as there may be in one a turn can have. Rasa has no such limit, and may never end a turn.
  private static let rowsPerTurn = 10

  /// Nothing happens in a paused conversation, unless the user wants to begin anew.
  private func mayAct(_ tracker: Tracker) -> Bool {
    !tracker.isPaused || tracker.latestMessage.intentName == DefaultIntent.restart
  }

  /// Whether the bot has run as many actions in a row as it may.
  public func hasReachedLimit(_ tracker: Tracker) -> Bool {
    guard Self.goesOn(after: tracker.latestAction?.nameOrText.text ?? "") else { return false }
    var count = 0
    for event in tracker.events.reversed() {
      guard let action = event.action else { continue }
      if case .name(let name) = action.action, !Self.goesOn(after: name.text) { break }
      count += 1
    }
    return count >= maximumPredictions
  }

  /// Whether another action is predicted after that one.
  private static func goesOn(after action: String) -> Bool { action != DefaultAction.listen && action != DefaultAction.sessionStart }

  private func action(_ number: Int) throws(TurnError) -> any Action {
    let name = model.domain.actions[number]
    guard let action = ActionRegistry.action(named: name.text, domain: model.domain) else { throw .unknownAction(name.text) }
    return action
  }

  private func context(_ channel: any OutputChannel) -> ActionContext {
    ActionContext(domain: model.domain, channel: channel.name, services: services)
  }
}

extension MessageProcessor {
  /// Runs an action and lets happen what it brings.
  /// - Returns: whether another action is to be predicted.
  private func run(
    _ action: any Action, _ prediction: PolicyPrediction, on tracker: inout Tracker, channel: any OutputChannel
  ) async -> Bool {
    var events: [Event] = []
    do throws(ActionError) {
      events = try await outcome(of: action, prediction, on: &tracker, channel)
    } catch {
      switch error {
      case .rejected:
        let rejection = ActionExecutionRejected(action: action.name, policy: prediction.policy, confidence: prediction.confidence)
        tracker.update(Event(.rejection(rejection), timestamp: services.now()))
        return Self.goesOn(after: action.name)
      case .failed(let reason): services.report("the action \(action.name) failed, and whatever it did is lost: \(reason)")
      }
    }
    if !events.contains(where: \.isRejection) {
      tracker.update(prediction.events, now: services.now)
      tracker.update(action.executed(by: prediction).at(services.now()))
    }
    let first = tracker.events.count
    tracker.update(events, now: services.now)
    let happened = tracker.events[first...]
    if happened.contains(where: { $0.user != nil }) { await extractSlots(on: &tracker, channel: channel) }
    await send(happened, of: tracker, to: channel)
    scheduleReminders(happened, of: tracker, channel)
    return Self.goesOn(after: action.name)
  }

  /// Runs an action on the conversation as the prediction leaves it, which is forgotten when the action would not run.
  private func outcome(
    of action: any Action, _ prediction: PolicyPrediction, on tracker: inout Tracker, _ channel: any OutputChannel
  ) async throws(ActionError) -> [Event] {
    var temporary = tracker.sequentialCopy()
    temporary.update(prediction.events, now: services.now)
    tracker.takeMarks(of: temporary)
    return try await action.run(on: temporary, context(channel))
  }

  private func send(_ events: ArraySlice<Event>, of tracker: Tracker, to channel: any OutputChannel) async {
    for event in events {
      guard let bot = event.bot else { continue }
      await channel.send(bot.message(timestamp: event.timestamp, metadata: event.metadata), to: tracker.senderID)
    }
  }

  /// Does what events ask for that somebody else let happen: sends the bot's messages, schedules reminders and cancels them.
  public func applySideEffects(of events: [Event], on tracker: Tracker, channel: any OutputChannel) async {
    await send(events[...], of: tracker, to: channel)
    scheduleReminders(events[...], of: tracker, channel)
  }

  private func scheduleReminders(_ events: ArraySlice<Event>, of tracker: Tracker, _ channel: any OutputChannel) {
    for event in events {
      switch event.kind {
      case .reminder(let reminder): services.reminders.schedule(reminder, for: tracker.senderID, channel: channel)
      case .cancelReminder(let cancellation): services.reminders.cancel(cancellation, for: tracker.senderID)
      default: break
      }
    }
  }
}

extension MessageProcessor {
  /// Begins a session if the last one has expired or nothing happened yet that counts.
  /// - Parameter metadata: what the channel sent along with the message.
  /// - Throws: `TurnError.unknownAction`.
  public func updateSession(
    of tracker: inout Tracker, channel: any OutputChannel, metadata: JSONObject = JSONObject()
  ) async throws(TurnError) {
    guard !tracker.hasAppliedEvents || hasExpired(tracker) else { return }
    guard let number = model.domain.actionNumber(Name(DefaultAction.sessionStart)) else { return }
    if !metadata.isEmpty {
      tracker.update(Event.slot(DefaultSlot.sessionStartMetadata, .object(metadata)).at(services.now()))
    }
    _ = await run(try action(number), PolicyPrediction(action: number, domain: model.domain), on: &tracker, channel: channel)
  }

  private func hasExpired(_ tracker: Tracker) -> Bool {
    guard model.domain.session.expirationMinutes > 0, let last = tracker.latestMessageTimestamp else { return false }
    return (services.now() - last) / 60 > model.domain.session.expirationMinutes
  }
}
