internal import Synchronization

/// Who asks for a pull, and the loop that makes them: a request is answered by a pull that began after it.
package final class PullRequests: Sendable {
  /// More than this many at once are turned away.
  package static let maximumWaiting = 100

  private struct State {
    var waiting: [CheckedContinuation<SyncOutcome?, Never>] = []
    var sleeper: CheckedContinuation<Void, Never>?
    var isClosed = false
  }
  private let state = Mutex(State())

  package init() {}

  /// Asks for a pull and waits for its outcome; `nil` when too many wait already, or the process ends.
  package func request() async -> SyncOutcome? {
    await withCheckedContinuation { continuation in
      let (isTaken, sleeper) = state.withLock { state in
        guard !state.isClosed, state.waiting.count < Self.maximumWaiting else {
          return (false, CheckedContinuation<Void, Never>?.none)
        }
        state.waiting.append(continuation)
        defer { state.sleeper = nil }
        return (true, state.sleeper)
      }
      sleeper?.resume()
      if !isTaken { continuation.resume(returning: nil) }
    }
  }

  /// For the loop: who waits for the pull that begins now.
  func take() -> [CheckedContinuation<SyncOutcome?, Never>] {
    state.withLock { state in
      defer { state.waiting = [] }
      return state.waiting
    }
  }

  /// For the loop: waits until somebody asks, or `delay` has passed; `nil` waits for somebody.
  func wait(_ delay: Duration?, clock: SyncClock) async {
    await withTaskGroup(of: Void.self) { group in
      if let delay { group.addTask { await clock.sleep(delay) } }
      group.addTask { await self.untilRequested() }
      await group.next()
      group.cancelAll()
    }
  }

  /// Nobody will be answered any more.
  func close() {
    let waiting = state.withLock { state in
      state.isClosed = true
      defer { state.waiting = [] }
      return state.waiting
    }
    for continuation in waiting { continuation.resume(returning: nil) }
  }

  private func untilRequested() async {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isDue = state.withLock { state in
          // A cancellation that came before the continuation could be kept has nobody to wake: it is seen here.
          guard state.waiting.isEmpty, !Task.isCancelled else { return true }
          state.sleeper = continuation
          return false
        }
        if isDue { continuation.resume() }
      }
    } onCancel: {
      let sleeper = state.withLock { state in
        defer { state.sleeper = nil }
        return state.sleeper
      }
      sleeper?.resume()
    }
  }
}
