package import Dialogue

/// Keeps conversations from one turn to the next.
///
/// - What `load` gives back is what was saved last. What holds in it is for the caller to say: `Tracker.restored` or `Tracker.lastSession`.
/// - A conversation is saved by one turn at a time, which holds its lock; loading needs none.
package protocol TrackerStore: Sendable {
  /// The whole conversation, for a model with that domain; `nil` when there is none.
  func load(_ conversation: ConversationID, domain: Domain) async throws(TrackerStoreError) -> Tracker?

  /// Keeps a conversation in place of what was kept of it.
  func save(_ tracker: Tracker) async throws(TrackerStoreError)

  /// Keeps an empty conversation, unless there is one already.
  func create(_ conversation: ConversationID, domain: Domain) async throws(TrackerStoreError)

  /// Whether there is such a conversation.
  func contains(_ conversation: ConversationID) async throws(TrackerStoreError) -> Bool
}

/// Why a conversation could not be loaded or saved, in a sentence without secrets.
package struct TrackerStoreError: Error, Sendable, Equatable, CustomStringConvertible {
  package let description: String

  package init(_ description: String) { self.description = description }
}
