/// Belonged to a policy that Rasa no longer has. The name is still there, and fails whenever it is run.
struct RevertFallbackEventsAction: Action {
  let name = DefaultAction.revertFallbackEvents

  func run(on tracker: Tracker, _ context: ActionContext) async throws(ActionError) -> [Event] {
    throw .failed("The action \(name) belongs to a policy that Rasa 3.6 does not have.")
  }
}
