package import FoundationEssentials
package import Shared
internal import SystemPackage

/// Removes generations that `Pruning` gives up. Blocks.
package struct Pruner: Sendable {
  private let directory: ModelDirectory
  private let pruning: Pruning
  private let crashPoints: CrashPoints

  package init(_ directory: ModelDirectory, pruning: Pruning = Pruning(), crashPoints: CrashPoints = CrashPoints()) {
    self.directory = directory
    self.pruning = pruning
    self.crashPoints = crashPoints
  }

  /// - Returns: what was removed, and what to remember of the others.
  package func prune(
    current: GenerationID, refused: Set<GenerationID> = [], staleSince: [GenerationID: Date], now: Date
  ) throws(SyncFailure) -> Pruning.Plan {
    let pin = PinFile(directory)
    // A generation that is being pinned is not being removed.
    return try pin.withLock { () throws(SyncFailure) in
      let generations: [GenerationID]
      do throws(ModelDirectoryError) { generations = try directory.generationIDs() } catch { throw SyncFailure(error) }
      let plan = pruning.plan(
        generations: generations, current: current, pinned: try pin.read().id, refused: refused, staleSince: staleSince, now: now)
      for id in plan.remove { try remove(id) }
      return plan
    }
  }

  private func remove(_ id: GenerationID) throws(SyncFailure) {
    try DurableFile.makeFolder(directory.staging)
    let place = directory.staging.appending(TemporaryName.unique())
    // Whole or gone: what is in generations/ is never in the middle of being removed.
    try DurableFile.rename(directory.generations.appending(id.description), to: place)
    // A crash here leaves a tree in .staging, which the next start sweeps.
    crashPoints.pass(.pruneMoved)
    try DurableFile.remove(place)
    crashPoints.pass(.pruned)
  }
}
