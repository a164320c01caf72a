internal import Synchronization

/// Locks of this process alone.
package final class InMemoryLockStore: LockStore {
  private typealias Continuation = CheckedContinuation<Result<ConversationLock, CancellationError>, Never>

  /// Who waits for a conversation that is locked.
  private struct Queue {
    var waiting: [(number: Int, continuation: Continuation)] = []
  }

  private struct State {
    /// The locked conversations.
    var queues: [ConversationID: Queue] = [:]
    var nextNumber = 0
  }

  private let state = Mutex(State())

  package init() {}

  /// How many turns wait for a conversation.
  package func waitingCount(for conversation: ConversationID) -> Int {
    state.withLock { $0.queues[conversation]?.waiting.count ?? 0 }
  }

  package func lockIfFree(_ conversation: ConversationID) -> ConversationLock? {
    let isFree = state.withLock { state in
      guard state.queues[conversation] == nil else { return false }
      state.queues[conversation] = Queue()
      return true
    }
    return isFree ? makeLock(conversation) : nil
  }

  package func lock(_ conversation: ConversationID) async throws(CancellationError) -> ConversationLock {
    let number = state.withLock { state in
      state.nextNumber += 1
      return state.nextNumber
    }
    let result: Result<ConversationLock, CancellationError> = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in wait(number, for: conversation, continuation) }
    } onCancel: {
      giveUp(number, for: conversation)
    }
    return try result.get()
  }

  private func wait(_ number: Int, for conversation: ConversationID, _ continuation: Continuation) {
    // A task that is cancelled before it stands in the queue finds that out here, one that is cancelled later in `giveUp`.
    let outcome: Result<Bool, CancellationError> = state.withLock { state in
      guard !Task.isCancelled else { return .failure(CancellationError()) }
      guard state.queues[conversation] != nil else {
        state.queues[conversation] = Queue()
        return .success(true)
      }
      state.queues[conversation]?.waiting.append((number, continuation))
      return .success(false)
    }
    switch outcome {
    case .success(true): continuation.resume(returning: .success(makeLock(conversation)))
    case .success(false): break
    case .failure(let error): continuation.resume(returning: .failure(error))
    }
  }

  private func giveUp(_ number: Int, for conversation: ConversationID) {
    let continuation: Continuation? = state.withLock { state in
      guard let index = state.queues[conversation]?.waiting.firstIndex(where: { $0.number == number }) else { return nil }
      return state.queues[conversation]?.waiting.remove(at: index).continuation
    }
    continuation?.resume(returning: .failure(CancellationError()))
  }

  private func makeLock(_ conversation: ConversationID) -> ConversationLock {
    ConversationLock { [weak self] in self?.pass(conversation) }
  }

  /// Hands the lock to the next in the queue.
  private func pass(_ conversation: ConversationID) {
    let next: Continuation? = state.withLock { state in
      guard let queue = state.queues[conversation], !queue.waiting.isEmpty else {
        state.queues[conversation] = nil
        return nil
      }
      return state.queues[conversation]?.waiting.removeFirst().continuation
    }
    next?.resume(returning: .success(makeLock(conversation)))
  }
}
