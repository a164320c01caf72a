import JSON

/// Ends the active loop.
struct DeactivateLoopAction: Action {
  let name = DefaultAction.deactivateLoop

  func run(on tracker: Tracker, _ context: ActionContext) async throws(ActionError) -> [Event] {
    [Event(.activeLoop(nil)), .slot(DefaultSlot.requested, .null)]
  }
}
