package import Dialogue
internal import Synchronization

/// Keeps conversations in the process's memory: all of them, until it ends, as Rasa's store of that name does.
package final class InMemoryTrackerStore: TrackerStore {
  private let trackers = Mutex<[ConversationID: Tracker]>([:])
  /// Told how many there are whenever that changes.
  private let onCount: @Sendable (Int) -> Void

  package init(onCount: @escaping @Sendable (Int) -> Void = { _ in }) { self.onCount = onCount }

  package func load(_ conversation: ConversationID, domain: Domain) -> Tracker? {
    trackers.withLock { $0[conversation] }?.moved(to: domain)
  }

  package func save(_ tracker: Tracker) {
    let conversation = ConversationID(tracker.senderID)
    // The former value ends outside of the lock.
    let (former, count) = trackers.withLock { trackers in (trackers.updateValue(tracker, forKey: conversation), trackers.count) }
    if former == nil { onCount(count) }
  }

  package func create(_ conversation: ConversationID, domain: Domain) {
    let count: Int? = trackers.withLock { trackers in
      guard trackers[conversation] == nil else { return nil }
      trackers[conversation] = Tracker(senderID: conversation.text, domain: domain)
      return trackers.count
    }
    if let count { onCount(count) }
  }

  package func contains(_ conversation: ConversationID) -> Bool { trackers.withLock { $0[conversation] != nil } }
}
