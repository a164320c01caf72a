import JSON

/// Fills slots from the user's last message, as the domain maps messages to slots.
struct ExtractSlotsAction: Action {
  let name = DefaultAction.extractSlots

  func run(on tracker: Tracker, _ context: ActionContext) async throws(ActionError) -> [Event] {
    let extraction = SlotExtraction(tracker)
    var slots: [Event] = []
    var actions: Set<Name> = []
    for slot in context.domain.slots where !DefaultSlot.all.contains(slot.name.text) {
      for mapping in slot.mappings where extraction.applies(mapping, to: slot) {
        if let value = extraction.value(of: mapping, for: slot) {
          slots.append(.slot(slot.name.text, value))
          break
        }
        // An action is run once, however many slots it fills.
        guard mapping.kind == .custom, let action = mapping.action, !action.isEmpty, actions.insert(Name(action)).inserted else { continue }
        // What it says is not said, in Rasa neither.
        slots += await run(action, on: tracker, context).filter { $0.slot != nil }
      }
    }
    return await validate(slots, on: tracker, context)
  }

  /// Lets a custom action judge what was extracted, if the bot has that action.
  private func validate(_ slots: [Event], on tracker: Tracker, _ context: ActionContext) async -> [Event] {
    guard context.domain.userActions.contains(Name(DefaultAction.validateSlotMappings)) else { return slots }
    let candidate = tracker.temporary(adding: slots, now: context.services.now)
    let validated = await run(DefaultAction.validateSlotMappings, on: candidate, context)
    let names = Set(validated.compactMap { $0.slot.map { Name($0.name) } })
    // Slots that it does not mention are fine.
    return validated + slots.filter { $0.slot.map { !names.contains(Name($0.name)) } ?? false }
  }

  /// Runs a custom action. It may set slots and speak, nothing else, and its failure is no failure of the turn.
  private func run(_ action: String, on tracker: Tracker, _ context: ActionContext) async -> [Event] {
    do {
      return try await RemoteAction(name: action).run(on: tracker, context).filter { $0.slot != nil || $0.bot != nil }
    } catch {
      context.services.report("The action \(action), which fills slots, was not run: \(error)")
      return []
    }
  }
}
