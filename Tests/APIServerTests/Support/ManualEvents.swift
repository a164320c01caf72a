import APIServer

/// Hints that a test gives, or withholds.
struct ManualEvents: DirectoryEvents {
  let hints: AsyncStream<Void>
  private let continuation: AsyncStream<Void>.Continuation
  private let coverage: WatchCoverage

  init(coverage: WatchCoverage = .complete) {
    (hints, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    self.coverage = coverage
  }

  func hint() { continuation.yield() }
  func subscribe() -> WatchCoverage { coverage }
  func close() { continuation.finish() }
}
