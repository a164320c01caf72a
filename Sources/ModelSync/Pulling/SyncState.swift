package import Shared

/// The decisions of ModelSync, without any of its deeds: given what happened, what is to be done next.
///
///     began ─▶ fetch ─▶ unchanged ───────────────────────▶ rest
///                     ▶ fetched ─▶ publish ─▶ published ─▶ rest
///                               ▶ (known bytes) ─────────▶ rest
///     failed, at any point ──────────────────────────────▶ rest
package struct SyncState: Sendable {
  /// Fingerprints of another source mean nothing to this one.
  private let source: SourceIdentity
  /// `nil`: pull until it works once.
  private let interval: Duration?
  private let backoff: Backoff
  /// The longest wait while there is no model at all.
  private let firstDelayLimit: Duration
  private let jitter: Jitter

  /// What outlives the process; to be written whenever it differs from what was.
  package var memory: SyncMemory
  package var written: SyncMemory
  /// Failures since the source last answered as it should.
  package private(set) var failures = 0
  /// How often in a row nothing came of a pull but a refusal.
  private var refusals = 0
  private var current: PublishedGeneration?
  private var candidate: FetchedArchive?

  package init(
    source: SourceIdentity, interval: Duration?, backoff: Backoff = Backoff(), firstDelayLimit: Duration = .seconds(5),
    jitter: Jitter = .none,
    memory: SyncMemory = SyncMemory()
  ) {
    self.source = source
    self.interval = interval
    self.backoff = backoff
    self.firstDelayLimit = firstDelayLimit
    self.jitter = jitter
    self.memory = memory
    written = memory
  }

  /// The next step.
  package mutating func advance(_ finding: SyncFinding) -> SyncStep {
    switch finding {
    case .began(let current):
      self.current = current
      candidate = nil
      return .fetch(unless: known)
    case .unchanged: return settle(onUnchanged: current)
    case .fetched(let archive): return judge(archive)
    case .distrusted(let archive, let failure):
      candidate = archive
      return advance(.failed(failure))
    case .published(let generation):
      current = generation
      memory.refusal = nil
      memory.renaming = nil
      memory.lastSequence = max(memory.lastSequence, generation.id.sequence ?? 0)
      return rest(.published(generation))
    case .failed(let failure):
      if failure.isRefusal, let candidate {
        let refusal = SyncMemory.Refusal(
          source: source, fingerprint: candidate.fingerprint, sha256: candidate.sha256, reason: failure.description,
          isDistrust: failure.isDistrust)
        memory.refusal = refusal
        return rest(.refused(refusal))
      }
      return retry(after: failure)
    }
  }

  /// What the source is asked about: the version seen last, published or refused. The fingerprint of a generation counts
  /// only because its record is part of it: there is no moment at which one is known without the other.
  private var known: Fingerprint? {
    if let refusal = memory.refusal, refusal.source == source { return refusal.fingerprint }
    guard let record = current?.record else { return nil }
    if let renaming = memory.renaming, renaming.source == source, renaming.sha256 == record.sha256 { return renaming.fingerprint }
    return record.source == source ? record.fingerprint : nil
  }

  private mutating func settle(onUnchanged current: PublishedGeneration?) -> SyncStep {
    if let refusal = memory.refusal, refusal.source == source { return rest(.refused(refusal)) }
    guard let current else { return retry(after: .source(.nothingThere(status: 304, source: source.summary))) }
    return rest(.unchanged(current))
  }

  private mutating func judge(_ archive: FetchedArchive) -> SyncStep {
    candidate = archive
    // Before what is current: servers may have refused that, and there may be no other.
    if var refusal = memory.refusal, refusal.sha256 == archive.sha256, !refusal.isDistrust {
      refusal.source = source
      refusal.fingerprint = archive.fingerprint
      memory.refusal = refusal
      return rest(.refused(refusal))
    }
    if let generation = memory.refusedGenerations.first(where: { $0.isPublication(of: archive.sha256) }) {
      let refusal = SyncMemory.Refusal(
        source: source, fingerprint: archive.fingerprint, sha256: archive.sha256,
        reason: "refused by a server as the generation \(generation)",
        generation: generation)
      memory.refusal = refusal
      return rest(.refused(refusal))
    }
    if let current, current.record.sha256 == archive.sha256 {
      // The same bytes under another name: nothing to publish, but the name is what to ask about from now on.
      memory.refusal = nil
      let isNew = current.record.fingerprint != archive.fingerprint || current.record.source != source
      memory.renaming = isNew ? .init(source: source, fingerprint: archive.fingerprint, sha256: archive.sha256) : nil
      return rest(.unchanged(current))
    }
    return .publish(archive)
  }

  private mutating func rest(_ outcome: SyncOutcome) -> SyncStep {
    failures = 0
    refusals = if case .refused = outcome { refusals + 1 } else { 0 }
    // It works once when there is a generation that nobody has refused.
    let hasWorked = refusals == 0 || current.map { !memory.refusedGenerations.contains($0.id) } ?? false
    return .rest(outcome, again: (interval ?? (hasWorked ? nil : delay(after: refusals))).map(jitter.around))
  }

  private mutating func retry(after failure: SyncFailure) -> SyncStep {
    failures += 1
    return .rest(.failed(failure), again: jitter.around(delay(after: failures)))
  }

  private func delay(after failures: Int) -> Duration {
    var backoff = backoff
    if current == nil {
      // Nobody is served before the first model is there.
      backoff.limit = min(backoff.limit, firstDelayLimit)
    } else if let interval {
      backoff.limit = max(backoff.limit, interval)
    }
    return backoff.delay(after: failures)
  }
}
