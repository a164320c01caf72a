package import Dialogue
internal import JSON

/// Lets turns happen: one at a time in a conversation, any number in different ones.
///
/// lock the conversation → take the model → load → the turn → save → unlock
///
/// - A turn keeps the model that it began with; a swap shows from the next turn on.
/// - A turn waits for those before it in the order of their asking. When its client goes away while it waits, it gives its place up.
///   One that has begun runs to its end.
/// - Whatever happened is saved, also when the turn fails. A failed one in which nothing happened leaves what is kept as it is.
package final class Agent: Sendable {
  private let current: CurrentModel
  private let locks: any LockStore
  private let trackers: any TrackerStore
  private let services: DialogueServices
  private let maximumPredictions: Int
  private let metrics: TurnMetrics

  package init(
    current: CurrentModel, locks: any LockStore, trackers: any TrackerStore, services: DialogueServices, maximumPredictions: Int,
    metrics: TurnMetrics
  ) {
    self.current = current
    self.locks = locks
    self.trackers = trackers
    self.services = services
    self.maximumPredictions = maximumPredictions
    self.metrics = metrics
  }

  /// Seconds since 1970.
  package var now: Double { services.now() }
  package var makeID: @Sendable () -> String { services.makeID }

  /// Whether there is such a conversation.
  package func knows(_ conversation: ConversationID) async throws -> Bool { try await trackers.contains(conversation) }

  /// Lets one turn happen, once those before it are over.
  /// - Parameter isKept: whether what happened counts, by what `body` returned.
  /// - Throws: what `body` throws, Rasa's conflict when there is no model, `TrackerStoreError`, and `CancellationError` when the
  ///   client went away before the turn began.
  func turn<Value>(
    of conversation: ConversationID, from origin: TurnOrigin, keptIf isKept: (Value) -> Bool = { _ in true },
    _ body: (MessageProcessor, inout Tracker) async throws -> Value
  ) async throws -> Value {
    let lock = try await lock(conversation)
    defer { lock.release() }
    let model = try current.required()
    defer { withExtendedLifetime(model) {} }
    let start = ContinuousClock.now
    defer { metrics.ended(origin, after: .now - start) }
    let kept = try await trackers.load(conversation, domain: model.dialogue.domain)
    var tracker = marked(kept?.lastSession() ?? empty(conversation, model.dialogue), model.dialogue)
    let events = tracker.events.count
    do {
      let value = try await body(processor(model.dialogue), &tracker)
      if isKept(value) { try await trackers.save(tracker) }
      return value
    } catch {
      metrics.failed(origin)
      // Saving keeps the last session alone, as Rasa does.
      if tracker.events.count > events { try await trackers.save(tracker) }
      throw error
    }
  }

  /// Keeps a conversation in place of what was kept of it.
  package func replace(_ conversation: ConversationID, by events: [Event]) async throws -> Tracker {
    let lock = try await lock(conversation)
    defer { lock.release() }
    let tracker = Tracker(senderID: conversation.text, domain: try current.required().dialogue.domain, events: events)
    let start = ContinuousClock.now
    defer { metrics.ended(.api, after: .now - start) }
    do { try await trackers.save(tracker) } catch {
      metrics.failed(.api)
      throw error
    }
    return tracker
  }

  /// The whole conversation. One that does not exist yet begins, and is kept without what that beginning brings.
  package func whole(_ conversation: ConversationID) async throws -> Tracker {
    let model = try current.required()
    defer { withExtendedLifetime(model) {} }
    if let tracker = try await trackers.load(conversation, domain: model.dialogue.domain), !tracker.events.isEmpty {
      return tracker.restored()
    }
    try await trackers.create(conversation, domain: model.dialogue.domain)
    var tracker = marked(empty(conversation, model.dialogue), model.dialogue)
    try await processor(model.dialogue).updateSession(of: &tracker, channel: CollectingOutputChannel())
    return tracker
  }

  /// The conversation as it is kept, with all of its sessions; `nil` when there is none.
  package func kept(_ conversation: ConversationID) async throws -> Tracker? {
    try await trackers.load(conversation, domain: try current.required().dialogue.domain)?.restored()
  }

  private func empty(_ conversation: ConversationID, _ model: DialogueModel) -> Tracker {
    Tracker(senderID: conversation.text, domain: model.domain)
  }

  private func marked(_ tracker: consuming Tracker, _ model: DialogueModel) -> Tracker {
    var tracker = tracker
    tracker.modelID = model.modelID
    tracker.assistantID = model.assistantID
    return tracker
  }

  private func processor(_ model: DialogueModel) -> MessageProcessor {
    MessageProcessor(model: model, services: services, maximumPredictions: maximumPredictions)
  }

  private func lock(_ conversation: ConversationID) async throws -> ConversationLock {
    if let lock = await locks.lockIfFree(conversation) { return lock }
    metrics.beganWaiting()
    defer { metrics.endedWaiting() }
    return try await ClientConnection.untilClosed { [locks] in try await locks.lock(conversation) }
  }
}

extension Agent {
  /// What a model would do next, without a conversation that is kept.
  package func prediction(after tracker: inout Tracker, with model: LoadedModel) throws(TurnError) -> PolicyPrediction {
    try processor(model.dialogue).predict(&tracker)
  }

  /// What predicts with a model, beside all conversations.
  package func processor(of model: LoadedModel) -> MessageProcessor { processor(model.dialogue) }
}
