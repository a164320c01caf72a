public import JSON

/// Something that happened in a conversation. Never changes once it is made, so that trackers share events.
public final class Event: Sendable {
  public enum Kind: Sendable {
    case user(UserUttered)
    case bot(BotUttered)
    case action(ActionExecuted)
    case rejection(ActionExecutionRejected)
    case slot(name: String, value: JSONValue)
    /// Activates a loop, or ends the active one.
    case activeLoop(String?)
    case loopInterrupted(Bool)
    case followup(action: String)
    /// Whether the last prediction saw the text of the user's message, or its intent and entities; `nil` for both.
    case featurization(usesText: Bool?)
    /// Entities that a policy found in the last message.
    case entities([JSONValue])
    case reminder(ReminderScheduled)
    case cancelReminder(ReminderCancelled)
    case agent(text: String?, data: JSONValue)
    case export(path: String?)
    case sessionStarted
    case restart
    /// Takes the user's last message back.
    case rewind
    /// Takes the last action back.
    case undo
    case resetSlots
    case pause
    case resume
  }

  public let kind: Kind
  /// Seconds since 1970.
  public let timestamp: Double
  public let metadata: JSONObject

  public init(_ kind: Kind, timestamp: Double = 0, metadata: JSONObject = JSONObject()) {
    self.kind = kind
    self.timestamp = timestamp
    self.metadata = metadata
  }

  public var user: UserUttered? { if case .user(let user) = kind { user } else { nil } }
  public var bot: BotUttered? { if case .bot(let bot) = kind { bot } else { nil } }
  public var action: ActionExecuted? { if case .action(let action) = kind { action } else { nil } }
  public var slot: (name: String, value: JSONValue)? { if case .slot(let name, let value) = kind { (name, value) } else { nil } }
  public var isRejection: Bool { if case .rejection = kind { true } else { false } }

  /// The same event at another time.
  public func at(_ timestamp: Double) -> Event { Event(kind, timestamp: timestamp, metadata: metadata) }

  /// Setting a slot.
  public static func slot(_ name: String, _ value: JSONValue) -> Event { Event(.slot(name: name, value: value)) }
  /// Running an action that nobody predicted.
  public static func action(_ name: String) -> Event { Event(.action(ActionExecuted(.name(Name(name))))) }
}
