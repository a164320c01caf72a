package import Dialogue
package import JSON

/// Which channel an answer goes to, which may depend on the conversation.
package typealias ChannelChoice = (Tracker) -> any MessageCollector

extension Agent {
  /// Answers a message.
  package func handle(_ message: UserMessage, from origin: TurnOrigin, channel: any OutputChannel) async throws {
    try await turn(of: ConversationID(message.senderID), from: origin) { processor, tracker in
      try await processor.handle(message, on: &tracker, channel: channel)
    }
  }

  /// Takes a message in without answering it.
  package func note(_ message: UserMessage) async throws -> Tracker {
    try await turn(of: ConversationID(message.senderID), from: .api) { processor, tracker in
      let channel = CollectingOutputChannel()
      try await processor.log(message, on: &tracker, channel: channel)
      await processor.extractSlots(on: &tracker, channel: channel)
      return tracker
    }
  }

  /// Runs an action that somebody else chose.
  /// - Returns: the conversation before that, as in Rasa, and what the bot said.
  package func execute(
    _ action: String, policy: String?, confidence: Double, in conversation: ConversationID, channel choose: ChannelChoice
  ) async throws -> (tracker: Tracker, channel: any MessageCollector) {
    try await turn(of: conversation, from: .api) { processor, tracker in
      try processor.requirePolicies()
      guard processor.model.domain.actionNumber(Name(action)) != nil else { throw TurnError.unknownAction(action) }
      try await processor.updateSession(of: &tracker, channel: CollectingOutputChannel())
      let before = tracker
      let channel = choose(tracker)
      try await processor.execute(action, policy: policy, confidence: confidence, on: &tracker, channel: channel)
      return (before, channel)
    }
  }

  /// Lets an intent happen as if the user had expressed it.
  /// - Throws: `unknownIntent` as well as what a turn throws.
  package func trigger(
    _ intent: String, entities: JSONValue, in conversation: ConversationID, channel choose: ChannelChoice
  ) async throws -> (tracker: Tracker, channel: any MessageCollector) {
    try await turn(of: conversation, from: .api) { processor, tracker in
      try processor.requirePolicies()
      guard processor.model.domain.intents.contains(Name(intent)) else { throw UnknownIntent(name: intent) }
      try await processor.updateSession(of: &tracker, channel: CollectingOutputChannel())
      let channel = choose(tracker)
      try await processor.trigger(intent: intent, entities: Self.list(entities), on: &tracker, channel: channel)
      return (tracker, channel)
    }
  }

  /// What the bot would do next.
  package func predict(_ conversation: ConversationID) async throws -> (prediction: PolicyPrediction, tracker: Tracker) {
    try await turn(of: conversation, from: .api) { processor, tracker in
      try processor.requirePolicies()
      try await processor.updateSession(of: &tracker, channel: CollectingOutputChannel())
      return (try processor.predict(&tracker), tracker)
    }
  }

  /// Lets events happen in a conversation.
  /// - Parameter channel: where the bot's messages among them go, and where reminders answer; `nil` to do neither.
  package func append(_ events: [Event], to conversation: ConversationID, channel choose: ChannelChoice?) async throws -> Tracker {
    try await turn(of: conversation, from: .api) { processor, tracker in
      if tracker.events.isEmpty, !Self.beginSession(events) {
        try await processor.updateSession(of: &tracker, channel: CollectingOutputChannel())
      }
      for event in events { tracker.update(event) }
      if let choose { await processor.applySideEffects(of: events, on: tracker, channel: choose(tracker)) }
      return tracker
    }
  }

  /// Triggers a reminder's intent, unless the conversation went on in a way that makes it pointless.
  package func deliver(_ reminder: ReminderScheduled, to conversation: ConversationID, channel: any OutputChannel) async throws {
    _ = try await turn(of: conversation, from: .reminder, keptIf: \.self) { processor, tracker in
      try await processor.updateSession(of: &tracker, channel: channel)
      guard tracker.awaits(reminder) else { return false }
      try await processor.trigger(intent: reminder.intent, entities: Self.list(reminder.entities), on: &tracker, channel: channel)
      return true
    }
  }

  /// Entities as a list; `{"city": "Rome"}` is short for one.
  static func list(_ entities: JSONValue) -> [JSONValue] {
    if let members = entities.object {
      return members.map { ["entity": .string($0.key), "value": $0.value] }
    }
    return entities.array ?? []
  }

  private static func beginSession(_ events: [Event]) -> Bool {
    guard events.count >= 2, events[0].action?.action == .name(Name(DefaultAction.sessionStart)) else { return false }
    if case .sessionStarted = events[1].kind { return true }
    return false
  }
}

/// The domain has no such intent.
package struct UnknownIntent: Error {
  package let name: String
}

extension MessageProcessor {
  /// - Throws: `TurnError.noPolicies` in a model that was trained for understanding alone.
  fileprivate func requirePolicies() throws(TurnError) {
    guard model.policies != nil else { throw .noPolicies }
  }
}

extension Tracker {
  /// Whether a reminder is still to be delivered: it counts among the events, and no message ended it.
  fileprivate func awaits(_ reminder: ReminderScheduled) -> Bool {
    func isIt(_ event: Event) -> Bool {
      if case .reminder(let other) = event.kind { Name(other.name) == Name(reminder.name) } else { false }
    }
    guard appliedEvents.contains(where: isIt) else { return false }
    guard reminder.endsOnUserMessage, let scheduled = events.lastIndex(where: isIt) else { return !reminder.endsOnUserMessage }
    return !events[scheduled...].contains { $0.user?.text?.isEmpty == false }
  }
}
