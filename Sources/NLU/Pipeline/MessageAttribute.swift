/// What a text is to those who featurize it.
public enum MessageAttribute: String, Sendable, CaseIterable {
  /// A user's words.
  case text
  case intent
  case actionName = "action_name"
  /// A bot's words, where they are an action of their own.
  case actionText = "action_text"

  /// Whether it is a name, which is not cut into words.
  var isName: Bool { self == .intent || self == .actionName }
}
