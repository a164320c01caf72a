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
  private let hold: DirectoryHold?
  private let logger: Logger
  private let stuck = StuckLeftovers()

  /// - Parameter hold: what lets this process write the directory for as long as it runs; `nil` for who has it for a moment.
  package init(_ directory: ModelDirectory, staging: Staging, publisher: Publisher, hold: DirectoryHold? = nil, logger: Logger) {
    self.directory = directory
    self.staging = staging
    self.publisher = publisher
    self.hold = hold
    self.logger = logger
  }

  /// Sweeps the workshop, drops what is not whole, and makes sure that `current` names the generation that it should.
  ///
  /// A generation newer than the current one was published but for its link: that is finished here, unless there is a pin.
  /// One that is current but has lost files is never touched, for a server may still read it; an older whole one takes its
  /// place, until the next pull has fetched the newest anew.
  ///
  /// Of the generations that servers have refused, as they are remembered, none becomes current unless it is pinned, and another whole one
  /// takes the place of a current one among them.
  /// - Throws: also when a generation that matters does not let itself be read. Then nothing is dropped or moved: it may be whole.
  package func repair() throws(SyncFailure) -> Standing {
    try DurableFile.makeFolder(directory.generations)
    for failure in stuck.news(in: try staging.sweep()) {
      logger.warning("a leftover cannot be removed", metadata: ["reason": "\(failure)"])
    }
    return try PinFile(directory).withLock { () throws(SyncFailure) in try settle(drops: true) }
  }

  /// Makes sure that `current` names the pinned generation, or without a pin the newest that is whole.
  package func settle() throws(SyncFailure) -> Standing {
    try hold?.check()
    return try PinFile(directory).withLock { () throws(SyncFailure) in try settle(drops: false) }
  }

  /// The same without changing anything.
  package func look() throws(SyncFailure) -> Standing {
    let (pinned, current) = (try pinned(), try currentID().flatMap(whole))
    return Standing(current: current, newest: try newest(current: current, sparing: nil), pinned: pinned)
  }

  /// A generation, if it is there and whole.
  /// - Throws: `SyncFailure.unreadable` when nobody can tell.
  package func whole(_ id: GenerationID) throws(SyncFailure) -> PublishedGeneration? {
    let generation: PublishedGeneration
    do throws(ModelDirectoryError) { generation = try directory.generation(id) } catch {
      guard case .unreadable = error else { return nil }
      throw SyncFailure(error)
    }
    guard generation.record.id == id else { return nil }
    do throws(ModelFormatError) { _ = try ArchiveVerification.verify(generation.directory) } catch {
      guard case .inaccessible(let file, let reason) = error else { return nil }
      throw .unreadable(generation.directory.appending(file), reason)
    }
    return generation
  }

  private func settle(drops: Bool) throws(SyncFailure) -> Standing {
    let (pinned, named) = (try pinned(), try currentID())
    let current = try named.flatMap(whole)
    let newest = try newest(current: current, sparing: drops ? [named, pinned] : nil)
    var target = newest
    if let pinned {
      target = pinned == current?.id ? current : try whole(pinned)
      if target == nil {
        logger.error("the pinned generation is not whole, or not there", metadata: ["generation": "\(pinned)"])
        // Whoever pinned did not want the newest: what is current stays, if it can.
        target = current ?? newest
      }
    }
    if let target, target.id != named {
      try DurableFile.synchronizeFolder(directory.generations)
      try publisher.makeCurrent(target.id)
      logger.notice(
        "made a whole generation current",
        metadata: ["generation": "\(target.id)", "before": "\(named?.description ?? "none")", "pinned": "\(pinned != nil)"])
    }
    if let named, target == nil {
      logger.error("the current generation is not whole, and there is no other", metadata: ["generation": "\(named)"])
    }
    return Standing(current: target, newest: newest, pinned: pinned)
  }

  /// The newest that is whole. Newer ones that are not are dropped, but for those that are spared; with `nil` none is.
  private func newest(current: PublishedGeneration?, sparing spared: [GenerationID?]?) throws(SyncFailure) -> PublishedGeneration? {
    let refused = SyncMemoryFile(directory).read().refusedGenerations
    for id in try generationIDs().reversed() where !refused.contains(id) {
      if let current, current.id == id { return current }
      if let candidate = try whole(id) { return candidate }
      guard let spared, !spared.contains(id) else { continue }
      logger.warning("dropping a generation that is not whole", metadata: ["generation": "\(id)"])
      try drop(id)
    }
    // Where there is nothing but what servers refused, that stays, or is better than nothing.
    if let current { return current }
    for id in try generationIDs().reversed() { if let candidate = try whole(id) { return candidate } }
    return nil
  }

  private func pinned() throws(SyncFailure) -> GenerationID? {
    let pin = try PinFile(directory).read()
    if pin == .malformed { logger.warning("\(PinFile.name) names no generation and counts as none") }
    return pin.id
  }

  /// A name that is none is worth no more than none: the next publication replaces it.
  private func currentID() throws(SyncFailure) -> GenerationID? {
    do throws(ModelDirectoryError) { return try directory.currentID() } catch {
      if case .unreadable = error { throw SyncFailure(error) }
      logger.warning("the link to the current generation cannot be used", metadata: ["reason": "\(error)"])
      return nil
    }
  }

  private func generationIDs() throws(SyncFailure) -> [GenerationID] {
    do { return try directory.generationIDs() } catch { throw SyncFailure(error) }
  }

  private func drop(_ id: GenerationID) throws(SyncFailure) {
    try DurableFile.makeFolder(directory.staging)
    let place = directory.staging.appending(TemporaryName.unique())
    try DurableFile.rename(directory.generations.appending(id.description), to: place)
    try DurableFile.remove(place)
  }
}
