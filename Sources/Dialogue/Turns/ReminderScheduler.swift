/// Keeps reminders and delivers them when they are due.
public protocol ReminderScheduler: Sendable {
  /// Takes a reminder in; one of the same name, whoever's it was, is forgotten.
  func schedule(_ reminder: ReminderScheduled, for senderID: String, channel: any OutputChannel)
  /// Forgets a conversation's reminders that the event means.
  func cancel(_ cancellation: ReminderCancelled, for senderID: String)
}
