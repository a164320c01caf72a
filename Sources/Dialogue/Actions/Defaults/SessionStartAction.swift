/// Begins a session, with the slots of the last one where the domain wants that.
struct SessionStartAction: Action {
  let name = DefaultAction.sessionStart

  func run(on tracker: Tracker, _ context: ActionContext) async throws(ActionError) -> [Event] {
    let slots = context.domain.session.carriesOverSlots ? tracker.appliedEvents.filter { $0.slot != nil } : []
    return [Event(.sessionStarted)] + slots.map { Event($0.kind, metadata: $0.metadata) } + [.action(DefaultAction.listen)]
  }
}
