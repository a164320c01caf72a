import JSON

/// Asks whether the user meant the likeliest intent.
struct AskAffirmationAction: Action {
  let name = DefaultAction.askAffirmation

  func run(on tracker: Tracker, _ context: ActionContext) async throws(ActionError) -> [Event] {
    let intent = try intent(of: tracker.latestMessage)
    return [
      BotUttered.event(
        JSONObject([
          "text": .string("Did you mean '\(intent)'?"),
          "buttons": [
            ["title": "Yes", "payload": .string("/\(intent)")],
            ["title": "No", "payload": .string("/\(DefaultIntent.outOfScope)")],
          ],
          "utter_action": .string(name),
        ]))
    ]
  }

  /// The intent of the message or, where the pipeline fell back, the likeliest one that is known.
  private func intent(of message: UserUttered) throws(ActionError) -> String {
    let ranking = message.parseData["intent_ranking"]?.array ?? []
    guard message.intentName == DefaultIntent.fallback, ranking.count > 1 else {
      return PythonFormat.text(of: message.intent["name"] ?? .null)
    }
    guard let likeliest = ranking[1]["name"] else { throw .failed("The action \(name) met a ranking of intents without names.") }
    return PythonFormat.text(of: likeliest)
  }
}
