package import Dialogue
internal import Synchronization

/// The reminders that are to be delivered, each with its time. In memory: they end with the process, as in Rasa.
package final class ReminderSchedule: ReminderScheduler {
  /// A reminder that is to be delivered.
  package struct Entry: Sendable {
    package let reminder: ReminderScheduled
    package let conversation: ConversationID
    package let channel: any OutputChannel
    /// Seconds since 1970.
    package let time: Double
  }

  private struct State {
    /// By name, which is one for all conversations.
    var entries: [Name: Entry] = [:]
    var hasChanged = false
    var waiting: CheckedContinuation<Void, Never>?
  }

  /// More are not taken: they come from what users let a bot do.
  package static let maximumCount = 100_000
  /// As in Rasa, a reminder that is later than that when it is scheduled is not delivered.
  private static let grace = 1.0

  private let state = Mutex(State())
  private let now: @Sendable () -> Double
  private let report: @Sendable (String) -> Void
  /// Told how many there are whenever that changes.
  private let onCount: @Sendable (Int) -> Void

  /// - Parameters:
  ///   - now: seconds since 1970.
  ///   - report: tells the operator what was not scheduled.
  package init(
    now: @escaping @Sendable () -> Double, report: @escaping @Sendable (String) -> Void,
    onCount: @escaping @Sendable (Int) -> Void = { _ in }
  ) {
    self.now = now
    self.report = report
    self.onCount = onCount
  }

  package func schedule(_ reminder: ReminderScheduled, for senderID: String, channel: any OutputChannel) {
    guard let time = ReminderTime.seconds(of: reminder.dateTime) else {
      report("a reminder for the intent \(reminder.intent) has a time that cannot be read and is not scheduled")
      return
    }
    guard now() - time <= Self.grace else {
      report("a reminder for the intent \(reminder.intent) has a time that is over and is not scheduled")
      return
    }
    let entry = Entry(reminder: reminder, conversation: ConversationID(senderID), channel: channel, time: time)
    let isTaken = change { entries in
      guard entries.count < Self.maximumCount || entries[Name(reminder.name)] != nil else { return false }
      entries[Name(reminder.name)] = entry
      return true
    }
    if !isTaken { report("there are \(Self.maximumCount) reminders already; one for the intent \(reminder.intent) is not scheduled") }
  }

  package func cancel(_ cancellation: ReminderCancelled, for senderID: String) {
    let conversation = ConversationID(senderID)
    change { entries in
      entries = entries.filter { $0.value.conversation != conversation || !cancellation.cancels($0.value.reminder) }
    }
  }

  /// The reminders that are due, the earliest first; they are forgotten by that.
  package func takeDue() -> [Entry] {
    let now = now()
    // Whoever asks knows by the answer, and is not woken by it.
    return change(isNews: false) { entries in
      let due = entries.filter { $0.value.time <= now }
      for name in due.keys { entries[name] = nil }
      return due.values.sorted { $0.time < $1.time }
    }
  }

  /// When the next one is due.
  package var nextTime: Double? { state.withLock { $0.entries.values.map(\.time).min() } }

  @discardableResult
  private func change<Value: Sendable>(isNews: Bool = true, _ body: (inout [Name: Entry]) -> Value) -> Value {
    let (value, count, waiting) = state.withLock { state in
      let value = body(&state.entries)
      guard isNews else { return (value, state.entries.count, CheckedContinuation<Void, Never>?.none) }
      state.hasChanged = state.waiting == nil
      defer { state.waiting = nil }
      return (value, state.entries.count, state.waiting)
    }
    onCount(count)
    waiting?.resume()
    return value
  }
}

extension ReminderSchedule {
  /// Returns once something has changed since the last time, or the task is cancelled. For one waiter.
  package func changed() async {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isReady = state.withLock { state in
          defer { state.hasChanged = false }
          guard !state.hasChanged, !Task.isCancelled else { return true }
          state.waiting = continuation
          return false
        }
        if isReady { continuation.resume() }
      }
    } onCancel: {
      let waiting = state.withLock { state in
        defer { state.waiting = nil }
        return state.waiting
      }
      waiting?.resume()
    }
  }
}
