package import FoundationEssentials

/// The time, and waiting for it: the machine's, or a test's.
package struct SyncClock: Sendable {
  /// What the clock on the wall says. It may be set back; only records and staleness depend on it.
  package var now: @Sendable () -> Date
  /// Waits; ends early when the task is cancelled.
  package var sleep: @Sendable (Duration) async -> Void

  package init(now: @escaping @Sendable () -> Date, sleep: @escaping @Sendable (Duration) async -> Void) {
    self.now = now
    self.sleep = sleep
  }

  /// The machine's own.
  package static let machine = SyncClock(
    now: { Date() },
    sleep: { duration in try? await ContinuousClock().sleep(for: duration) })
}
