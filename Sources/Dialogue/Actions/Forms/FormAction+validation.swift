import JSON

extension FormAction {
  /// Judges what the user answered, unless the user spoke of something else.
  func validateIfNeeded(on tracker: Tracker, _ context: ActionContext) async throws(ActionError) -> [Event] {
    let hasListened = tracker.latestAction?.nameOrText == Name(DefaultAction.listen)
    guard tracker.activeLoop.map({ hasListened && !$0.isInterrupted }) ?? true else {
      // Back from somewhere else there is nothing to judge, but the bot may have changed its mind on what it needs.
      return try await validate(JSONObject(), on: tracker, context)
    }
    let extracted = extractedSlots(in: tracker, context)
    let validated = try await validate(extracted, on: tracker, context)
    let requested = requestedSlot(in: tracker)
    let isFilled = !extracted.isEmpty || validated.contains { $0.slot != nil && !$0.isRequest } || validated.contains(where: \.isRejection)
    guard isFilled || !requested.isTruthy else {
      throw .rejected(
        action: name, reason: "Failed to extract slot \(PythonFormat.text(of: requested)) with action \(name)")
    }
    return validated
  }

  /// Lets the bot's own action judge slots; without one, all of them are fine and nothing happens.
  func validate(_ candidates: JSONObject, on tracker: Tracker, _ context: ActionContext) async throws(ActionError) -> [Event] {
    guard context.domain.hasAction(validationName) else { return [] }
    let slots = candidates.map { Event.slot($0.key, $0.value) }
    return try await RemoteAction(name: validationName).run(on: temporaryTracker(tracker, adding: slots, context), context)
  }

  /// What was filled in since the user's last message, of the slots that are the form's business.
  private func extractedSlots(in tracker: Tracker, _ context: ActionContext) -> JSONObject {
    var names = Set(context.domain.requiredSlots(ofForm: name))
    if let requested = requestedSlot(in: tracker).string, !requested.isEmpty { names.insert(Name(requested)) }
    var slots = JSONObject()
    for (name, value) in tracker.slotsSinceLatestMessage where names.contains(Name(name)) { slots[name] = value }
    return slots
  }
}
