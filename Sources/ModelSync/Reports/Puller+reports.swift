internal import Logging
internal import Shared

extension Puller {
  /// Hears what servers say of the current generation. When one refuses it the one before it becomes current again, unless it is pinned,
  /// and its archive is not fetched again.
  /// - Returns: what counts then.
  func hear(
    _ inbox: ReportInbox, of current: PublishedGeneration, in standing: Standing, state: inout SyncState
  ) async throws(SyncFailure) -> Standing {
    let reports = await BlockingWork.run { (_) throws(Never) in inbox.reports(on: current.id, sweeps: true) }
    board.heard(reports)
    guard let refusal = reports.refusal, !state.written.refusedGenerations.contains(current.id) else { return standing }
    state.memory.refuse(current, asked: source.identity, because: refusal)
    let (memoryFile, memory, recovery) = (memoryFile, state.memory, recovery)
    try await BlockingWork.run { _ throws(SyncFailure) in try memoryFile.write(memory) }
    state.written = memory
    // A crash here leaves the refused generation current, and a memory that says so: the next start goes back.
    let next = try await BlockingWork.run { _ throws(SyncFailure) in try recovery.repair() }
    board.refused()
    let before = next.current.flatMap { $0.id == current.id ? nil : $0.id.description } ?? "none"
    logger.error(
      "a server refuses the current generation: \(refusal.reason ?? "")",
      metadata: ["generation": "\(current.id)", "server": "\(refusal.server)", "back_to": "\(before)"])
    return next
  }
}
