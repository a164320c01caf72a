/// The time, and waiting for it: the machine's, or a test's.
package struct RemoteClock: Sendable {
  /// What the clock on the wall says: it goes into signatures, and credentials expire by it.
  package var now: @Sendable () -> UTCTimestamp
  /// Waits; ends early when the task is cancelled.
  package var sleep: @Sendable (Duration) async -> Void

  package init(now: @escaping @Sendable () -> UTCTimestamp, sleep: @escaping @Sendable (Duration) async -> Void) {
    self.now = now
    self.sleep = sleep
  }

  /// The machine's own.
  package static let machine = RemoteClock(
    now: { .now }, sleep: { duration in try? await ContinuousClock().sleep(for: duration) })
}
