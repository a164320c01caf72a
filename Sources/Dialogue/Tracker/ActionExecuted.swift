/// Which action it is: by its name, or by what an end-to-end action says.
public enum ActionReference: Sendable, Hashable {
  case name(Name)
  case text(Name)

  /// The name, or the text of an action that has none.
  public var nameOrText: Name {
    switch self {
    case .name(let name): name
    case .text(let text): text
    }
  }

  public var name: Name? { if case .name(let name) = self { name } else { nil } }

  func isNamed(_ name: String) -> Bool { self == .name(Name(name)) }
}

/// The bot did something.
public struct ActionExecuted: Sendable {
  public let action: ActionReference
  /// The text that stands beside a name; it is kept, and means nothing.
  public let sideText: String?
  /// Which policy chose it, if one did.
  public let policy: String?
  public let confidence: Double?
  /// Whether policies that learned from stories are not to see this turn.
  public let hidesRuleTurn: Bool

  public init(
    _ action: ActionReference, sideText: String? = nil, policy: String? = nil, confidence: Double? = nil, hidesRuleTurn: Bool = false
  ) {
    self.action = action
    self.sideText = sideText
    self.policy = policy
    self.confidence = confidence
    self.hidesRuleTurn = hidesRuleTurn
  }
}

/// An action would not be run, so that another one is to be predicted.
public struct ActionExecutionRejected: Sendable {
  public let action: String
  public let policy: String?
  public let confidence: Double?

  public init(action: String, policy: String? = nil, confidence: Double? = nil) {
    self.action = action
    self.policy = policy
    self.confidence = confidence
  }
}
