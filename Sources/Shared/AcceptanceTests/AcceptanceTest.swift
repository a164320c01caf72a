/// One message, or several that one user writes after each other.
public struct AcceptanceTest: Sendable, Equatable {
  public let steps: [AcceptanceStep]
  public let position: YAMLPosition

  /// Whether the bot has to answer. If not, its messages are understood and that is all.
  public var asksForReplies: Bool { steps.contains { $0.replies != nil } }
}
