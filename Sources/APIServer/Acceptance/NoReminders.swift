internal import Dialogue

/// Keeps no reminder: what a test lets happen ends with it.
struct NoReminders: ReminderScheduler {
  func schedule(_ reminder: ReminderScheduled, for senderID: String, channel: any OutputChannel) {}
  func cancel(_ cancellation: ReminderCancelled, for senderID: String) {}
}
