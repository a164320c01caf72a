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
  /// Where servers say what they make of generations; `nil` when nobody is listened to.
  package let inbox: ReportInbox?
  package let board: StatusBoard
  package let clock: SyncClock
  package let logger: Logger

  package init(
    source: any ModelSource, directory: ModelDirectory, limits: ArchiveLimits = ArchiveLimits(), pruning: Pruning = Pruning(),
    crashPoints: CrashPoints = CrashPoints(), inbox: ReportInbox? = nil, board: StatusBoard, clock: SyncClock = .machine, logger: Logger
  ) {
    self.source = source
    staging = Staging(directory, limits: limits, crashPoints: crashPoints)
    publisher = Publisher(directory, crashPoints: crashPoints)
    pruner = Pruner(directory, pruning: pruning, crashPoints: crashPoints)
    recovery = Recovery(directory, staging: staging, publisher: publisher, logger: logger)
    memoryFile = SyncMemoryFile(directory, crashPoints: crashPoints)
    self.inbox = inbox
    self.board = board
    self.clock = clock
    self.logger = logger
  }

  /// Pulls once.
  /// - Returns: the outcome, and when to pull again; `nil` for when somebody asks for it.
  package func pull(_ state: inout SyncState) async -> (outcome: SyncOutcome, again: Duration?) {
    board.attemptBegan(at: clock.now())
    let remembered = state.memory
    var area: Staging.Area?
    var step = state.advance(await began(&state))
    while true {
      let finding: SyncFinding
      do throws(SyncFailure) {
        switch step {
        case .fetch(let fingerprint): finding = try await fetch(unless: fingerprint, area: &area)
        case .publish(let archive): finding = .published(try await publish(archive, area: area, after: state.memory.lastSequence))
        case .rest(let outcome, let again):
          await finish(outcome, area: area, state: &state, remembered: remembered)
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
    let (recovery, refused) = (recovery, state.memory.refusedGenerations)
    do throws(SyncFailure) {
      var current = try await BlockingWork.run { _ throws(SyncFailure) in try recovery.repair(refused: refused) }
      if let inbox, let found = current { current = try await hear(inbox, of: found, state: &state) }
      board.found(current)
      return .began(current: current)
    } catch {
      return .failed(error)
    }
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
        return .fetched(archive)
      }
    } catch {
      throw error == .cancelled ? .cancelled : .source(error)
    }
  }

  private func publish(_ archive: FetchedArchive, area: Staging.Area?, after sequence: Int) async throws(SyncFailure) -> PublishedGeneration
  {
    guard let area else { preconditionFailure("nothing is published that was not fetched") }
    let (staging, publisher, summary, fetchedAt) = (staging, publisher, source.summary, clock.now())
    return try await BlockingWork.run { cancellation throws(SyncFailure) in
      try staging.unpack(area, cancellation: cancellation)
      return try publisher.publish(area, archive: archive, source: summary, fetchedAt: fetchedAt, after: sequence)
    }
  }
}

// After the decision
extension Puller {
  /// Prunes, remembers, and clears the workshop. None of it changes the outcome: what fails here is done by a later pull.
  private func finish(
    _ outcome: SyncOutcome, area: Staging.Area?, state: inout SyncState, remembered: SyncMemory
  ) async {
    var current: PublishedGeneration?
    switch outcome {
    case .published(let generation), .unchanged(let generation): current = generation
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
    if memory != remembered {
      await attempt("remember") { () throws(SyncFailure) in try memoryFile.write(memory) }
    }
    if let area {
      await attempt("clear the staging folder") { () throws(SyncFailure) in try staging.end(area) }
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
