import JSON

/// Where a message was not understood: asks what was meant, then for other words, and gives up after that.
struct TwoStageFallbackAction: LoopAction {
  let name = DefaultAction.twoStageFallback

  func activate(on tracker: Tracker, _ context: ActionContext) async throws(ActionError) -> [Event] { [] }

  func proceed(on tracker: Tracker, _ context: ActionContext, after events: [Event]) async throws(ActionError) -> [Event] {
    let isFirst = events.contains { if case .activeLoop = $0.kind { true } else { false } }
    let asksBack = isFirst || tracker.latestMessage.intent["name"]?.string == DefaultIntent.fallback
    return try await context.run(asksBack ? DefaultAction.askAffirmation : DefaultAction.askRephrase, on: tracker)
  }

  func isDone(on tracker: Tracker, after events: [Event]) -> Bool {
    let intent = tracker.latestMessage.intent["name"]?.string
    return (intent != DefaultIntent.fallback && intent != DefaultIntent.outOfScope) || failed(in: tracker)
  }

  func deactivate(on tracker: Tracker, _ context: ActionContext) async throws(ActionError) -> [Event] {
    if failed(in: tracker) { return try await context.run(DefaultAction.defaultFallback, on: tracker) }
    return [Event(.rewind), .action(DefaultAction.listen), clarification(from: tracker)]
  }

  /// Whether the user was not understood twice in a row, or said twice that something else was meant.
  private func failed(in tracker: Tracker) -> Bool {
    tracker.lastIntentNames(2) == [DefaultIntent.fallback, DefaultIntent.fallback]
      || tracker.lastIntentNames(3) == [DefaultIntent.outOfScope, DefaultIntent.fallback, DefaultIntent.outOfScope]
  }

  /// The last message once more, as one that is understood for sure.
  private func clarification(from tracker: Tracker) -> Event {
    let message = tracker.latestMessage.clarified(
      entities: tracker.latestEntities, usesText: tracker.latestFeaturization, isLive: tracker.latestMessageIsLive)
    let metadata = tracker.latestMessageNumber.map { tracker.events[$0].metadata } ?? JSONObject()
    return Event(.user(message), metadata: metadata)
  }
}
