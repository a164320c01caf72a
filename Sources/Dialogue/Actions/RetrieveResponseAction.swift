import JSON

/// Says what a response selector chose for the user's message.
struct RetrieveResponseAction: Action {
  let name: String
  /// The retrieval intent, by which selectors are named.
  let intent: String

  /// The selector that answers for every intent without one of its own.
  private static let defaultSelector = "default"

  func run(on tracker: Tracker, _ context: ActionContext) async throws(ActionError) -> [Event] {
    guard let selectors = tracker.latestMessage.parseData["response_selector"] else {
      throw .failed("The action \(name) needs a response selector, and the message has gone through none.")
    }
    guard let selected = selectors[intent] ?? selectors[Self.defaultSelector] else {
      context.services.report("No response selector has chosen what the action \(name) says.")
      return []
    }
    guard let response = selected["response"]?["utter_action"] else {
      throw .failed("The response selector for \(intent) has not named a response.")
    }
    return try await BotResponseAction(name: PythonFormat.text(of: response)).run(on: tracker, context)
  }
}
