/// What lies outside of a conversation: other servers, the clock, the log.
public struct DialogueServices: Sendable {
  public var responses: any ResponseGenerator
  /// Runs custom actions; `nil` when none is configured.
  public var actionServer: (any ActionServer)?
  public var reminders: any ReminderScheduler
  /// Seconds since 1970.
  public var now: @Sendable () -> Double
  /// Makes an identifier that no other one equals.
  public var makeID: @Sendable () -> String
  /// Tells the operator what went wrong, in a sentence without secrets and without a word of any message.
  public var report: @Sendable (String) -> Void

  public init(
    responses: any ResponseGenerator, actionServer: (any ActionServer)?, reminders: any ReminderScheduler,
    now: @escaping @Sendable () -> Double, makeID: @escaping @Sendable () -> String, report: @escaping @Sendable (String) -> Void
  ) {
    self.responses = responses
    self.actionServer = actionServer
    self.reminders = reminders
    self.now = now
    self.makeID = makeID
    self.report = report
  }
}
