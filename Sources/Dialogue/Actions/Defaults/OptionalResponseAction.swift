/// A default action that says something if the domain has the words for it, and then does the same thing every time.
struct OptionalResponseAction: Action {
  let name: String
  private let response: BotResponseAction
  private let consequences: [Event.Kind]

  /// - Parameter response: such as `utter_restart`.
  init(name: String, response: String, followedBy consequences: [Event.Kind]) {
    self.name = name
    self.response = BotResponseAction(name: response, isOptional: true)
    self.consequences = consequences
  }

  func run(on tracker: Tracker, _ context: ActionContext) async throws(ActionError) -> [Event] {
    try await response.run(on: tracker, context) + consequences.map { Event($0) }
  }
}
