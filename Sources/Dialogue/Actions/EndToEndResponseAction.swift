import JSON

/// Says the text that it is known by.
struct EndToEndResponseAction: Action {
  /// The text.
  let name: String

  func run(on tracker: Tracker, _ context: ActionContext) async throws(ActionError) -> [Event] {
    [BotUttered.event(JSONObject(["text": .string(name)]))]
  }

  func executed(by prediction: PolicyPrediction) -> Event {
    let executed = ActionExecuted(
      .text(Name(name)), policy: prediction.policy, confidence: prediction.confidence, hidesRuleTurn: prediction.hidesRuleTurn)
    return Event(.action(executed), metadata: prediction.actionMetadata ?? JSONObject())
  }
}
