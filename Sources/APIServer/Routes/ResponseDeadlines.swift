internal import Hummingbird
package import Logging
internal import ServiceLifecycle
internal import Shared
internal import Synchronization

/// Sees to it that no client waits longer for an answer than it should: after `limit` it gets 503, or what the endpoint has until then.
///
/// What is being done for it goes on to its end, as a turn does whose client went away. At shutdown that is waited for.
package final class ResponseDeadlines: Service {
  private struct State {
    var lastID: UInt64 = 0
    /// What clients wait for. An answer that is there at once is never among them.
    var pending: [UInt64: PendingAnswer] = [:]
    /// What nobody waits for any more.
    var abandoned: [UInt64: Task<Void, Never>] = [:]
  }

  private let limit: Duration
  private let logger: Logger
  private let state = Mutex(State())

  package init(limit: Duration, logger: Logger) {
    self.limit = limit
    self.logger = logger
  }

  /// How many clients wait for an answer.
  package var pendingCount: Int { state.withLock { $0.pending.count } }

  /// Answers a request.
  /// - Parameter executor: where.
  /// - Throws: `ErrorPage.responseTimeout` when the answer is not there in time.
  func answer(
    _ request: Request, on executor: (any TaskExecutor)?, _ handle: @escaping @Sendable (Request) async -> Response
  ) async throws(ErrorPage) -> Response {
    let pending = PendingAnswer()
    let watched = pending.watching(request)
    let id = state.withLock { state in
      state.lastID += 1
      return state.lastID
    }
    // Owned by this call as long as the client waits, and then by the service.
    let task = Task.immediate(executorPreference: executor) { [self] in
      pending.finish(await PendingAnswer.$current.withValue(pending) { await handle(watched) })
      _ = state.withLock { $0.abandoned.removeValue(forKey: id) }
    }
    if let response = pending.response { return response }
    state.withLock { $0.pending[id] = pending }
    defer { state.withLock { $0.pending[id] = nil } }
    let response = await withTaskCancellationHandler {
      await pending.wait(for: task)
    } onCancel: {
      task.cancel()
    }
    guard let response else { throw .responseTimeout }
    return response
  }

  /// Ends the waiting of those whose time is over.
  package func expire(at now: ContinuousClock.Instant) {
    let due = state.withLock { state in state.pending.filter { $0.value.start.advanced(by: limit) <= now } }
    for (id, pending) in due {
      guard let task = pending.expire() else { continue }
      logger.warning("an answer takes longer than \(limit.inSeconds); what it is about goes on")
      // It may have ended before it stands among them.
      state.withLock { $0.abandoned[id] = task }
      if pending.response != nil { _ = state.withLock { $0.abandoned.removeValue(forKey: id) } }
    }
  }

  package func run() async throws {
    let pause: Duration = limit < .seconds(10) ? .milliseconds(100) : .seconds(1)
    await cancelWhenGracefulShutdown { [self] in
      while !Task.isCancelled {
        try? await Task.sleep(for: pause)
        expire(at: .now)
      }
    }
    for task in state.withLock({ $0.abandoned.values.map { $0 } }) {
      await withTaskCancellationHandler {
        await task.value
      } onCancel: {
        task.cancel()
      }
    }
  }
}
