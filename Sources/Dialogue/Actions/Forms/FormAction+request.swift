import JSON

extension FormAction {
  /// Asks for the next slot.
  /// - Parameter events: what this run brought about so far.
  func requestNextSlot(on tracker: Tracker, _ context: ActionContext, after events: [Event]) async throws(ActionError) -> [Event] {
    let nothing = [Event.slot(DefaultSlot.requested, .null)]
    if isDone(on: tracker, after: events) { return nothing }
    let current = temporaryTracker(tracker, adding: events, context)
    // The validation may have chosen.
    if let chosen = events.first(where: \.isRequest)?.slot?.value, chosen.isTruthy {
      return try await ask(for: PythonFormat.text(of: chosen), on: current, context)
    }
    guard let next = context.domain.requiredSlots(ofForm: name).first(where: { current.slot($0.text).isNull }) else { return nothing }
    return [.slot(DefaultSlot.requested, .string(next.text))] + (try await ask(for: next.text, on: current, context))
  }

  /// Asks with the most special of what the bot has for that; with nothing when it has nothing.
  private func ask(for slot: String, on tracker: Tracker, _ context: ActionContext) async throws(ActionError) -> [Event] {
    let names = ["action_ask_\(name)_\(slot)", "utter_ask_\(name)_\(slot)", "action_ask_\(slot)", "utter_ask_\(slot)"]
    guard let action = names.first(where: context.domain.hasAction) else { return [] }
    return try await context.run(action, on: tracker)
  }
}
