internal import Glibc
package import Logging
internal import ModelFormat
package import Shared
internal import SystemPackage

/// Starts from what is there: finishes or drops what an interrupted process, or somebody's hand, left half done. Blocks.
package struct Recovery: Sendable {
  private let directory: ModelDirectory
  private let staging: Staging
  private let publisher: Publisher
  private let logger: Logger

  package init(_ directory: ModelDirectory, staging: Staging, publisher: Publisher, logger: Logger) {
    self.directory = directory
    self.staging = staging
    self.publisher = publisher
    self.logger = logger
  }

  /// Sweeps the workshop, drops what is not whole, and makes sure that `current` names a whole generation if there is one.
  ///
  /// A generation newer than the current one was published but for its link: that is finished here. One that is current
  /// but has lost files is never touched, for a server may still read it; an older whole one takes its place, until the
  /// next pull has fetched the newest anew.
  /// - Parameter refused: generations that servers have refused. Another whole one takes the place of a current one among them,
  ///   and otherwise none of them becomes current.
  /// - Returns: the current generation; `nil` when there is none that is whole.
  package func repair(refused: Set<GenerationID> = []) throws(SyncFailure) -> PublishedGeneration? {
    try DurableFile.makeFolder(directory.generations)
    try staging.sweep()
    let named = currentID()
    let current = named.flatMap(whole)
    for id in try generationIDs().reversed() where id != named && !refused.contains(id) {
      if let current, id < current.id, !refused.contains(current.id) { break }
      guard let candidate = whole(id) else {
        logger.warning("dropping a generation that is not whole", metadata: ["generation": "\(id)"])
        try drop(id)
        continue
      }
      try publisher.makeCurrent(id)
      logger.notice("made a whole generation current", metadata: ["generation": "\(id)", "before": "\(named?.description ?? "none")"])
      return candidate
    }
    if let named, current == nil {
      logger.error("the current generation is not whole, and there is no other", metadata: ["generation": "\(named)"])
    }
    return current
  }

  /// A name that cannot be read is worth no more than none: the next publication replaces it.
  private func currentID() -> GenerationID? {
    do throws(ModelDirectoryError) { return try directory.currentID() } catch {
      logger.warning("the link to the current generation cannot be used", metadata: ["reason": "\(error)"])
      return nil
    }
  }

  private func generationIDs() throws(SyncFailure) -> [GenerationID] {
    do { return try directory.generationIDs() } catch { throw .directory(error) }
  }

  private func whole(_ id: GenerationID) -> PublishedGeneration? {
    guard let generation = try? directory.generation(id), generation.record.id == id,
      (try? ArchiveVerification.verify(generation.directory)) != nil
    else { return nil }
    return generation
  }

  private func drop(_ id: GenerationID) throws(SyncFailure) {
    try DurableFile.makeFolder(directory.staging)
    let place = directory.staging.appending(TemporaryName.unique())
    try DurableFile.rename(directory.generations.appending(id.description), to: place)
    try DurableFile.remove(place)
  }
}
