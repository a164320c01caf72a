package import Shared
internal import Synchronization

/// The connection of the request that is being answered, as far as work for it is concerned: whether anyone still waits.
package final class ClientConnection: Sendable {
  /// The connection of the current task; `nil` outside of a server.
  @TaskLocal package static var current: ClientConnection?

  private struct State {
    var isClosed = false
    /// What ends the work that the connection waits for.
    var end: (@Sendable () -> Void)?
  }

  private let state = Mutex(State())

  package init() {}

  /// The client went away: ends the work that is under way for it.
  package func close() {
    let end = state.withLock { state in
      state.isClosed = true
      defer { state.end = nil }
      return state.end
    }
    end?()
  }

  /// Does work as a task that is cancelled when the client goes away.
  /// - Parameter threads: where; `nil` for the cooperative pool, for work that only waits.
  /// - Throws: what `work` throws, and `CancellationError` when the client went away.
  package static func untilClosed<Value: Sendable>(
    on threads: WorkerThreads? = nil, _ work: @escaping @Sendable () async throws -> Value
  ) async throws -> Value {
    // Owned by this call, which waits for its end.
    let task = Task(executorPreference: threads) { try await work() }
    current?.onClose { task.cancel() }
    defer { current?.onClose(nil) }
    let value = try await withTaskCancellationHandler {
      try await task.value
    } onCancel: {
      task.cancel()
    }
    guard !task.isCancelled else { throw CancellationError() }
    return value
  }

  private func onClose(_ end: (@Sendable () -> Void)?) {
    let isClosed = state.withLock { state in
      state.end = end
      return state.isClosed
    }
    if isClosed { end?() }
  }
}
