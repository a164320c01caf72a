/// The files that Rasa 3.6.21 takes.
extension DataShape {
  /// What every body is held against.
  static let messages = DataShape.openMap(
    [
      "version": .string,
      "nlu": .list(
        of: .anyOf([
          .map(["intent": .string, "metadata": .anything, "examples": .string]),
          .map([
            "intent": .string, "metadata": .anything, "examples": .list(of: .map(["text": .string, "metadata": .anything])),
          ]),
          .map(["synonym": .string, "examples": .string]), .map(["regex": .string, "examples": .string]),
          .map(["lookup": .string, "examples": .string]),
        ])),
      "responses": .openMap([:], others: .list(of: .openMap([:], others: .anything))),
    ], others: .anything)

  private static let message: [String: DataShape] = [
    "intent": .string, "user": .string,
    "entities": .list(of: .anyOf([.openMap(["role": .string, "group": .string], others: .anything), .string])),
  ]
  private static let slots = DataShape.list(of: .anyOf([.openMap([:], others: .anything), .string]))
  private static let alternatives = DataShape.map([
    "or": .list(of: .anyOf([.map(message), .map(["slot_was_set": slots])]))
  ])
  private static let ruleSteps: [DataShape] = [
    .map(message), .map(["action": .string]), .map(["active_loop": .string]), .map(["slot_was_set": slots]), alternatives,
  ]
  private static let storySteps: [DataShape] = ruleSteps + [.map(["bot": .string]), .map(["checkpoint": .string, "slot_was_set": slots])]

  static let stories = DataShape.openMap(
    [
      "version": .string,
      "stories": .list(of: .map(["story": .string, "metadata": .anything, "steps": .list(of: .anyOf(storySteps))])),
      "rules": .list(
        of: .map([
          "rule": .string, "metadata": .anything, "steps": .list(of: .anyOf(ruleSteps)),
          "condition": .list(of: .anyOf([.map(["active_loop": .string]), .map(["slot_was_set": slots])])),
          "conversation_start": .boolean, "wait_for_user_input": .boolean,
        ])),
    ], others: .anything)
}
