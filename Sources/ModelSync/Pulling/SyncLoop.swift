internal import Logging
internal import ServiceLifecycle
internal import Shared

/// Pulls again and again, and whenever somebody asks, until the process is told to end.
///
/// The end comes promptly: a transfer is aborted, the workshop is cleared, and `current` is what it was.
package struct SyncLoop: Service {
  private let puller: Puller
  private let initial: SyncState
  private let requests: PullRequests
  private let clock: SyncClock
  private let notifier: Notifier?

  package init(puller: Puller, state: SyncState, requests: PullRequests, notifier: Notifier? = nil, clock: SyncClock = .machine) {
    self.puller = puller
    initial = state
    self.requests = requests
    self.clock = clock
    self.notifier = notifier
  }

  package func run() async throws {
    let loop = self
    await cancelWhenGracefulShutdown { await loop.pullRepeatedly() }
  }

  private func pullRepeatedly() async {
    var state = initial
    var refusal: SyncMemory.Refusal?
    while !Task.isCancelled {
      let waiting = requests.take()
      let (outcome, again) = await puller.pull(&state)
      log(outcome, again: again, known: refusal)
      refusal = if case .refused(let latest) = outcome { latest } else { nil }
      if case .published(let generation) = outcome { notifier?.published(generation) }
      for continuation in waiting { continuation.resume(returning: outcome) }
      await requests.wait(again, clock: clock)
    }
    requests.close()
  }

  /// - Parameter refusal: what the pull before ended with, which need not be said again.
  private func log(_ outcome: SyncOutcome, again: Duration?, known refusal: SyncMemory.Refusal?) {
    let logger = puller.logger
    let line = outcome.line(source: puller.source.summary)
    let metadata: Logger.Metadata = ["next_attempt": again.map { "in \($0.seconds) s" } ?? "when asked"]
    switch outcome {
    case .published: logger.notice("\(line)", metadata: metadata)
    case .unchanged: logger.debug("\(line)", metadata: metadata)
    case .pinned(_, _, let isNew): logger.log(level: isNew ? .notice : .debug, "\(line)", metadata: metadata)
    case .refused(let latest) where latest == refusal: logger.debug("\(line)", metadata: metadata)
    case .refused: logger.error("\(line)", metadata: metadata)
    case .failed(.cancelled): logger.info("\(line)")
    case .failed: logger.warning("\(line)", metadata: metadata)
    }
  }
}
