internal import FoundationEssentials
internal import Shared
internal import Synchronization

/// Where the loop writes what it does, and the status server reads it.
package final class StatusBoard: Sendable {
  private let status: Mutex<SyncStatus>
  private let metrics: SyncMetrics

  package init(_ status: SyncStatus, metrics: SyncMetrics) {
    self.status = Mutex(status)
    self.metrics = metrics
    // Until something is found, so that a wait for the first success raises an alarm: a series that is not there raises none.
    metrics.succeeded(at: status.startedAt)
  }

  package var current: SyncStatus { status.withLock { $0 } }

  func attemptBegan(at now: Date) {
    status.withLock {
      $0.lastAttempt = now
      $0.isPulling = true
      $0.nextAttempt = nil
    }
    metrics.attemptBegan(at: now)
  }

  /// What was found in the directory, before the source is asked.
  func found(_ standing: Standing) {
    let knownSince: Date? = status.withLock {
      $0.generation = standing.current?.record
      $0.newest = standing.newest?.id
      $0.pinned = standing.pinned
      guard $0.lastSuccess == nil, let newest = standing.newest else { return nil }
      // What another process has published was the newest when it was fetched; that may be after now, if the clock was set back.
      $0.lastSuccess = min(newest.record.fetchedAt, $0.startedAt)
      return $0.lastSuccess
    }
    if let knownSince { metrics.succeeded(at: knownSince) }
    metrics.show(standing.current?.record)
    metrics.pinned(standing.pinned != nil)
  }

  func downloaded(_ archive: FetchedArchive, at now: Date) {
    status.withLock { $0.lastDownload = now }
    metrics.downloaded(bytes: archive.bytes, at: now)
  }

  /// What servers say of the current generation.
  func heard(_ reports: [GenerationReport]) {
    let servers = SyncStatus.Servers(reports)
    status.withLock { $0.servers = servers }
    metrics.heard(servers)
  }

  /// Servers refused the generation that was current.
  func refused() { metrics.generationRefused() }

  func ended(_ outcome: SyncOutcome, failures: Int, refusal: SyncMemory.Refusal?, next: Duration?, at now: Date) {
    status.withLock { status in
      status.isPulling = false
      status.lastOutcome = outcome.word
      status.consecutiveFailures = failures
      status.refusal = refusal
      status.nextAttempt = next.map { now.addingTimeInterval($0.seconds) }
      switch outcome {
      case .published(let generation):
        status.generation = generation.record
        status.newest = generation.id
        status.lastPublish = now
        status.lastSuccess = now
      case .unchanged: status.lastSuccess = now
      case .pinned(let current, let newest, _):
        status.generation = current.record
        status.newest = newest.id
        status.lastSuccess = now
      case .refused(let refusal):
        status.lastError = refusal.reason
        status.lastErrorAt = now
      case .failed(let failure):
        status.lastError = failure.description
        status.lastErrorAt = now
      }
    }
    metrics.ended(outcome, failures: failures, at: now)
  }
}
