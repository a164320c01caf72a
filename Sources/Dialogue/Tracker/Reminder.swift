public import JSON

/// An intent is to be triggered at some time.
public struct ReminderScheduled: Sendable {
  public let intent: String
  /// When, as ISO 8601.
  public let dateTime: String
  public let entities: JSONValue
  public let name: String
  /// Whether a message of the user before that time cancels it.
  public let endsOnUserMessage: Bool

  public init(intent: String, dateTime: String, entities: JSONValue, name: String, endsOnUserMessage: Bool) {
    self.intent = intent
    self.dateTime = dateTime
    self.entities = entities
    self.name = name
    self.endsOnUserMessage = endsOnUserMessage
  }
}

/// Reminders are not to be delivered: those of that name, intent and entities, where given, or all.
public struct ReminderCancelled: Sendable {
  public let name: String?
  public let intent: String?
  public let entities: JSONValue

  public init(name: String?, intent: String?, entities: JSONValue) {
    self.name = name
    self.intent = intent
    self.entities = entities
  }

  public func cancels(_ reminder: ReminderScheduled) -> Bool {
    (name.map { $0.isEmpty || $0 == reminder.name } ?? true) && (intent.map { $0.isEmpty || $0 == reminder.intent } ?? true)
      && (!entities.isTruthy || entities == reminder.entities)
  }
}
