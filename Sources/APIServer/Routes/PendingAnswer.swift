internal import Hummingbird
internal import Synchronization

/// An answer that is being made, and who waits for it: whichever comes first, the answer or the end of its time, is what the client gets.
///
/// While the body of the request is being read, the client's connection is in use: work that is overdue then is ended, and waited for.
final class PendingAnswer: Sendable {
  /// The answer that the current task makes; `nil` outside of one that somebody waits for.
  @TaskLocal static var current: PendingAnswer?

  private struct State {
    var response: Response?
    /// What the client gets once the time is over, if anything.
    var provisional: (@Sendable () -> Response)?
    var waiting: CheckedContinuation<Response?, Never>?
    var task: Task<Void, Never>?
    var isReading = false
    var isOverdue = false
  }

  let start = ContinuousClock.now
  private let state = Mutex(State())

  /// The answer, if there is one already.
  var response: Response? { state.withLock { $0.response } }

  /// Names what the client gets when the time is over, in place of an error.
  func onOverdue(_ provisional: @escaping @Sendable () -> Response) { state.withLock { $0.provisional = provisional } }

  /// - Parameter task: makes the answer.
  /// - Returns: the answer; when its time is over the provisional one, or `nil`.
  func wait(for task: Task<Void, Never>) async -> Response? {
    await withCheckedContinuation { continuation in
      let response = state.withLock { state -> Response? in
        state.task = task
        if state.response == nil { state.waiting = continuation }
        return state.response
      }
      if let response { continuation.resume(returning: response) }
    }
  }

  /// The answer is there.
  func finish(_ response: Response) {
    let (waiting, isOverdue) = state.withLock { state in
      state.response = response
      state.provisional = nil
      defer { state.waiting = nil }
      return (state.waiting, state.isOverdue)
    }
    waiting?.resume(returning: isOverdue ? nil : response)
  }

  /// Its time is over.
  /// - Returns: the work that goes on without anyone who waits for it.
  func expire() -> Task<Void, Never>? {
    let (waiting, provisional, task) = state.withLock { state in
      guard let waiting = state.waiting, !state.isOverdue else {
        return (CheckedContinuation<Response?, Never>?.none, state.provisional, Task<Void, Never>?.none)
      }
      state.isOverdue = true
      if state.isReading { return (nil, nil, state.task) }
      state.waiting = nil
      return (waiting, state.provisional, state.task)
    }
    guard let waiting else {
      task?.cancel()
      return nil
    }
    waiting.resume(returning: provisional?())
    return task
  }

  /// Whether the connection may be read from now: not once its time is over.
  fileprivate func beginReading() -> Bool {
    state.withLock { state in
      guard !state.isOverdue else { return false }
      state.isReading = true
      return true
    }
  }

  fileprivate func endReading() { state.withLock { $0.isReading = false } }

  /// The request, the reading of whose body is watched.
  func watching(_ request: Request) -> Request {
    Request(head: request.head, body: RequestBody(asyncSequence: WatchedBody(body: request.body, pending: self)))
  }
}

/// A body of which is known when it is being read.
private struct WatchedBody: AsyncSequence, Sendable {
  typealias Element = ByteBuffer

  let body: RequestBody
  let pending: PendingAnswer

  struct AsyncIterator: AsyncIteratorProtocol {
    var body: RequestBody.AsyncIterator
    let pending: PendingAnswer

    mutating func next() async throws -> ByteBuffer? {
      guard pending.beginReading() else { throw CancellationError() }
      defer { pending.endReading() }
      return try await body.next()
    }
  }

  func makeAsyncIterator() -> AsyncIterator { AsyncIterator(body: body.makeAsyncIterator(), pending: pending) }
}
