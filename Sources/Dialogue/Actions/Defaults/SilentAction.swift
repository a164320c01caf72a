/// An action that changes nothing: waiting for the user, or noticing an unlikely intent.
struct SilentAction: Action {
  let name: String

  func run(on tracker: Tracker, _ context: ActionContext) async throws(ActionError) -> [Event] { [] }
}
