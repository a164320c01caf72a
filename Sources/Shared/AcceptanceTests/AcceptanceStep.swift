/// A message, and what is expected of it. What is not said is not looked at.
public struct AcceptanceStep: Sendable, Equatable {
  public let message: String
  /// The intent's name; of a retrieval intent the whole one, `faq/pets`, may be meant.
  public let intent: String?
  /// What the intent's confidence must not be below.
  public let minimumConfidence: Double?
  /// All entities that are found, in any order.
  public let entities: [ExpectedEntity]?
  /// The bot's messages in their order: for each the texts of which it may be one. `nil` is a message without text, such as an image.
  public let replies: [[String?]]?
  public let position: YAMLPosition

  /// Whether anything is expected at all.
  var expectsSomething: Bool { intent != nil || entities != nil || replies != nil }
}
