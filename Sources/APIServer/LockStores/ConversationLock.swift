internal import Synchronization

/// The right to be the one turn of a conversation, until it is released.
package final class ConversationLock: Sendable {
  private let end: Mutex<(@Sendable () -> Void)?>

  /// - Parameter end: called once.
  package init(onRelease end: @escaping @Sendable () -> Void) { self.end = Mutex(end) }

  deinit { release() }

  /// Lets the next turn begin. May be called repeatedly.
  package func release() {
    let end = end.withLock { end in
      defer { end = nil }
      return end
    }
    end?()
  }
}
