public import JSON

/// The loop, a form as a rule, that is active in a conversation.
public struct TrackerActiveLoop: Sendable {
  public let name: String
  /// Whether something else was said in between, so that the loop does not take the message for an answer.
  public var isInterrupted = false
  /// Whether the loop would not run.
  public var isRejected = false
  /// What was known of the message that activated it.
  public let triggerMessage: JSONObject
}

/// What holds in a conversation after some of its events.
struct ConversationState: Sendable {
  /// Values in the order of the domain's slots.
  var slots: [JSONValue]
  /// The number of the event with the user's last message.
  var latestMessage: Int?
  var latestAction: ActionReference?
  /// The action that is to be run next, whatever policies say.
  var followupAction: String?
  var activeLoop: TrackerActiveLoop?
  var isPaused = false

  /// What holds before anything happened.
  init(_ domain: Domain) {
    slots = domain.slots.map(\.initialValue)
    followupAction = DefaultAction.listen
  }
}

/// What a later event says of how predictions see a message.
struct MessageMark: Sendable {
  /// Whether they see its text, or its intent and entities; `nil` for both.
  var usesText: Bool?
  /// Whether an event said so.
  var isDefined = false
  /// Entities that a policy found beside those of the pipeline.
  var addedEntities: [JSONValue] = []
}
