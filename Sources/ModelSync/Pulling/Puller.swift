package import Logging
package import Shared
internal import SystemPackage

/// One pull: does what `SyncState` decides, and tells it what came of it.
package struct Puller: Sendable {
  package let source: any ModelSource
  package let staging: Staging
  package let publisher: Publisher
  package let pruner: Pruner
  package let recovery: Recovery
  package let memoryFile: SyncMemoryFile
  /// What lets this process write the directory; `nil` where somebody else sees to that.
  private let hold: DirectoryHold?
  private let trust: ArchiveTrust
  private let check: CheckCommand?
  /// Where servers say what they make of generations; `nil` when nobody is listened to.
  package let inbox: ReportInbox?
  package let board: StatusBoard
  package let clock: SyncClock
  package let logger: Logger

  package init(
    source: any ModelSource, directory: ModelDirectory, limits: ArchiveLimits = ArchiveLimits(), pruning: Pruning = Pruning(),
    trust: ArchiveTrust = ArchiveTrust(), check: CheckCommand? = nil, crashPoints: CrashPoints = CrashPoints(),
    hold: DirectoryHold? = nil, inbox: ReportInbox? = nil, board: StatusBoard, clock: SyncClock = .machine, logger: Logger
  ) {
    self.source = source
    staging = Staging(directory, limits: limits, crashPoints: crashPoints)
    publisher = Publisher(directory, crashPoints: crashPoints)
    pruner = Pruner(directory, pruning: pruning, crashPoints: crashPoints)
    recovery = Recovery(directory, staging: staging, publisher: publisher, hold: hold, logger: logger)
    memoryFile = SyncMemoryFile(directory, crashPoints: crashPoints, trust: trust, check: check)
    self.hold = hold
    self.trust = trust
    self.check = check
    self.inbox = inbox
    self.board = board
    self.clock = clock
    self.logger = logger
  }

  /// Pulls once.
  /// - Returns: the outcome, and when to pull again; `nil` for when somebody asks for it.
  package func pull(_ state: inout SyncState) async -> (outcome: SyncOutcome, again: Duration?) {
    board.attemptBegan(at: clock.now())
    var area: Staging.Area?
    var step = state.advance(await began(&state))
    while true {
      let finding: SyncFinding
      do throws(SyncFailure) {
        switch step {
        case .fetch(let fingerprint): finding = try await fetch(unless: fingerprint, area: &area)
        case .publish(let archive): finding = .published(try await publish(archive, area: area, after: state.memory.lastSequence))
        case .rest(let bare, let again):
          let outcome = await heldByPin(bare)
          await finish(outcome, area: area, state: &state)
          board.ended(outcome, failures: state.failures, refusal: state.memory.refusal, next: again, at: clock.now())
          return (outcome, again)
        }
      } catch {
        finding = .failed(error)
      }
      step = state.advance(finding)
    }
  }

  private func began(_ state: inout SyncState) async -> SyncFinding {
    let recovery = recovery
    do throws(SyncFailure) {
      try await follow(&state)
      var standing = try await BlockingWork.run { _ throws(SyncFailure) in try recovery.repair() }
      if let inbox, let current = standing.current { standing = try await hear(inbox, of: current, in: standing, state: &state) }
      board.found(standing)
      // The source is asked about the newest that is here, current or not.
      return .began(current: standing.newest)
    } catch {
      return .failed(error)
    }
  }

  /// Sees to it that this process may write the folder that is at the directory's path, which may be another one by now.
  private func follow(_ state: inout SyncState) async throws(SyncFailure) {
    guard let hold, try await BlockingWork.run({ _ throws(SyncFailure) in try hold.renew() }) else { return }
    logger.notice("another folder has taken the model directory's place")
    // What the former folder's memory says is not true of this one; numbers only grow.
    let (memoryFile, sequence) = (memoryFile, state.memory.lastSequence)
    state.memory = await BlockingWork.run { (_) throws(Never) in memoryFile.read() }
    state.written = state.memory
    state.memory.lastSequence = max(state.memory.lastSequence, sequence)
    if let inbox { await attempt("make a place for reports") { () throws(SyncFailure) in try inbox.prepare() } }
  }

  private func fetch(unless fingerprint: Fingerprint?, area: inout Staging.Area?) async throws(SyncFailure) -> SyncFinding {
    let staging = staging
    let place = try await BlockingWork.run { _ throws(SyncFailure) in try staging.begin() }
    area = place.area
    defer { try? place.file.close() }
    do {
      switch try await source.fetch(unless: fingerprint, into: place.file) {
      case .unchanged: return .unchanged
      case .fetched(let archive):
        board.downloaded(archive, at: clock.now())
        return try await judged(archive, in: place.area)
      }
    } catch let error as ModelSourceError {
      throw error == .cancelled ? .cancelled : .source(error)
    } catch {
      throw error as? SyncFailure ?? .cancelled
    }
  }

  /// Whether the archive is trusted. Even the bytes that are current already have to be: the question is asked before any other.
  private func judged(_ archive: FetchedArchive, in area: Staging.Area) async throws(SyncFailure) -> SyncFinding {
    let trust = trust
    do {
      try await BlockingWork.run { _ throws(SyncFailure) in try trust.check(archive, in: area.archive) }
      return .fetched(archive)
    } catch {
      guard error.isRefusal else { throw error }
      return .distrusted(archive, error)
    }
  }

  private func publish(_ archive: FetchedArchive, area: Staging.Area?, after sequence: Int) async throws(SyncFailure) -> PublishedGeneration
  {
    guard let area else { preconditionFailure("nothing is published that was not fetched") }
    let (staging, publisher, source, fetchedAt) = (staging, publisher, source.identity, clock.now())
    try await BlockingWork.run { cancellation throws(SyncFailure) in try staging.unpack(area, cancellation: cancellation) }
    try await check?.check(archive, in: area, source: source.summary)
    return try await BlockingWork.run { _ throws(SyncFailure) in
      try publisher.publish(area, archive: archive, source: source, fetchedAt: fetchedAt, after: sequence)
    }
  }
}

// After the decision
extension Puller {
  /// Prunes, remembers, and clears the workshop. None of it changes the outcome: what fails here is done by a later pull.
  private func finish(_ outcome: SyncOutcome, area: Staging.Area?, state: inout SyncState) async {
    // Nothing that is known here is of a folder that came meanwhile.
    if let hold, await !BlockingWork.run({ (_) throws(Never) in hold.isValid }) { return }
    var current: PublishedGeneration?
    switch outcome {
    case .published(let generation), .unchanged(let generation), .pinned(let generation, _, _): current = generation
    case .refused, .failed: break
    }
    let (pruner, memoryFile, staging, now, stale) = (pruner, memoryFile, staging, clock.now(), state.memory.staleSince)
    let refused = state.memory.refusedGenerations
    if let id = current?.id {
      let plan = await attempt("prune") { () throws(SyncFailure) in
        try pruner.prune(current: id, refused: refused, staleSince: stale, now: now)
      }
      if let plan {
        state.memory.staleSince = plan.staleSince
        state.memory.keepRefusals(of: plan.staleSince.keys + [id])
        for id in plan.remove { logger.info("removed an old generation", metadata: ["generation": "\(id)"]) }
      }
    }
    let memory = state.memory
    if memory != state.written, await attempt("remember", { () throws(SyncFailure) in try memoryFile.write(memory) }) != nil {
      state.written = memory
    }
    if let area {
      await attempt("clear the staging folder") { () throws(SyncFailure) in try staging.end(area) }
    }
  }

  /// What the outcome comes to when `current` is pinned.
  private func heldByPin(_ outcome: SyncOutcome) async -> SyncOutcome {
    let recovery = recovery
    // It may have been set while the archive was on its way, and nobody else may be there to follow it.
    let standing = await attempt("follow the pin") { () throws(SyncFailure) in
      let standing = try recovery.look()
      return standing.pinned == nil || standing.pinned == standing.current?.id ? standing : try recovery.settle()
    }
    guard let standing, standing.pinned != nil, let current = standing.current else { return outcome }
    board.found(standing)
    return switch outcome {
    case .published(let newest): .pinned(current, newest: newest, isNew: true)
    case .unchanged(let newest): .pinned(current, newest: newest, isNew: false)
    case .pinned, .refused, .failed: outcome
    }
  }

  @discardableResult
  private func attempt<Value: Sendable>(
    _ what: String, _ work: @escaping @Sendable () throws(SyncFailure) -> Value
  ) async -> Value? {
    do throws(SyncFailure) { return try await BlockingWork.run { _ throws(SyncFailure) in try work() } } catch {
      logger.warning("could not \(what)", metadata: ["reason": "\(error)"])
      return nil
    }
  }
}
