/// Lets one turn of a conversation begin only when the one before it is over.
///
/// - Whoever waits is served in the order of asking.
/// - A waiting task that is cancelled gives its place up; it can be cancelled up to the moment when it has the lock.
/// - A lock ends when it is released or when nobody keeps it any more, so no conversation stays locked for good.
package protocol LockStore: Sendable {
  /// The lock, if nobody has it and nobody waits for it.
  func lockIfFree(_ conversation: ConversationID) async -> ConversationLock?

  /// Waits for the lock.
  func lock(_ conversation: ConversationID) async throws(CancellationError) -> ConversationLock
}
