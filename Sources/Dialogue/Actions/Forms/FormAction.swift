import JSON

/// A form: asks for one slot after the other until all are filled.
struct FormAction: LoopAction {
  let name: String

  /// The custom action that judges what was filled in, if the bot has it.
  var validationName: String { "validate_\(name)" }

  /// Fills what the message that activates the form says, and lets all that is filled already be judged.
  func activate(on tracker: Tracker, _ context: ActionContext) async throws(ActionError) -> [Event] {
    let extracted = try await context.run(DefaultAction.extractSlots, on: tracker)
    let slots = extracted.filter { $0.slot != nil }
    guard context.domain.hasAction(validationName) else { return slots }
    var filled = tracker
    filled.update(extracted, now: context.services.now)
    var candidates = JSONObject()
    for slot in context.domain.requiredSlots(ofForm: name) where !filled.slot(slot.text).isNull {
      candidates[slot.text] = filled.slot(slot.text)
    }
    let validated = try await validate(candidates, on: filled, context)
    let names = Set(validated.compactMap { $0.slot.map { Name($0.name) } })
    return validated + slots.filter { $0.slot.map { !names.contains(Name($0.name)) } ?? false }
  }

  func proceed(on tracker: Tracker, _ context: ActionContext, after events: [Event]) async throws(ActionError) -> [Event] {
    var own: [Event] = []
    // What the activation filled in has been judged there.
    if events.allSatisfy({ if case .activeLoop = $0.kind { true } else { false } }) {
      own = try await validateIfNeeded(on: tracker, context)
    }
    // Who rejects by an event asks for nothing, but what was filled in stays.
    if own.contains(where: \.isRejection) { return own }
    return own + (try await requestNextSlot(on: tracker, context, after: events + own))
  }

  /// A form is done when its validation, or having nothing left to ask for, says so; only the last word counts.
  func isDone(on tracker: Tracker, after events: [Event]) -> Bool {
    if events.contains(where: \.isRejection) { return false }
    let requested = events.last { $0.isRequest }?.slot?.value
    if let requested, requested.isNull { return true }
    for event in events.reversed() {
      if case .activeLoop(let loop) = event.kind { return loop == nil }
    }
    return false
  }

  func deactivate(on tracker: Tracker, _ context: ActionContext) async throws(ActionError) -> [Event] { [] }

  /// The slot that the form asks for; what another form asked for does not count.
  func requestedSlot(in tracker: Tracker) -> JSONValue {
    tracker.activeLoopName.map { Name($0) } == Name(name) ? tracker.slot(DefaultSlot.requested) : .null
  }

  /// The conversation as the form's own actions get it: the form has run, and then came `events`.
  func temporaryTracker(_ tracker: Tracker, adding events: [Event], _ context: ActionContext) -> Tracker {
    let request = Event.slot(DefaultSlot.requested, requestedSlot(in: tracker))
    return tracker.temporary(adding: [request, .action(name)] + events, now: context.services.now)
  }
}

extension Event {
  /// Whether it says which slot is asked for next.
  var isRequest: Bool { slot.map { Name($0.name) == Name(DefaultSlot.requested) } ?? false }
}
