package import FoundationEssentials
internal import Glibc
package import Shared
internal import SystemPackage

/// Turns an unpacked archive into a generation, and unless another one is pinned into the current one, by two renames. Blocks.
///
/// At every moment `current` leads to a whole generation: the old one or the new one.
package struct Publisher: Sendable {
  private let directory: ModelDirectory
  private let crashPoints: CrashPoints

  package init(_ directory: ModelDirectory, crashPoints: CrashPoints = CrashPoints()) {
    self.directory = directory
    self.crashPoints = crashPoints
  }

  /// Publishes the verified model in `area`.
  /// - Parameter sequence: the number of the last publication, as far as it is remembered.
  package func publish(
    _ area: Staging.Area, archive: FetchedArchive, source: SourceIdentity, fetchedAt: Date, after sequence: Int = 0
  ) throws(SyncFailure) -> PublishedGeneration {
    let record = GenerationRecord(
      id: GenerationID(sequence: try nextSequence(after: sequence), digest: archive.sha256), source: source,
      fingerprint: archive.fingerprint,
      sha256: archive.sha256, bytes: archive.bytes, archive: archive.displayName, fetchedAt: fetchedAt)
    let text = record.text
    guard text.count <= GenerationRecord.maximumBytes else { throw .directory(.oversizedRecord(record.id, bytes: text.count)) }
    try DurableFile.write(text, to: area.model.appending(GenerationRecord.fileName))
    crashPoints.pass(.recordWritten)
    try DurableFile.synchronizeTree(area.model)
    // A crash here leaves a whole tree in .staging, which is swept: the archive is fetched again.
    crashPoints.pass(.treeSynchronized)

    let target = directory.generations.appending(record.id.description)
    try DurableFile.makeFolder(directory.generations)
    try DurableFile.rename(area.model, to: target)
    // A crash here leaves a whole generation that nothing names yet (or, should the rename not have reached the disk,
    // nothing). The next start makes it current, without fetching anything.
    crashPoints.pass(.moved)
    try DurableFile.synchronizeFolder(directory.generations)
    // The same, and now for good.
    crashPoints.pass(.generationsSynchronized)
    // Under a pin it waits in generations/ until the pin is taken away.
    let pin = PinFile(directory)
    try pin.withLock { () throws(SyncFailure) in
      if try pin.read().id == nil { try makeCurrent(record.id) }
    }
    return PublishedGeneration(id: record.id, directory: target, record: record)
  }

  /// Lets `current` name a whole generation. Under the pin's lock, and by the holder of the directory's alone.
  package func makeCurrent(_ id: GenerationID) throws(SyncFailure) {
    // A name of its own: two attempts never meet, and nobody waits for a name to become free.
    let link = directory.path.appending(TemporaryName.make("link"))
    try DurableFile.makeLink(link, to: ModelDirectory.linkTarget(of: id))
    // A crash here leaves the old `current`, and a link that the next start sweeps; the generation it makes current.
    crashPoints.pass(.linkMade)
    do throws(SyncFailure) {
      do throws(SyncFailure) { try DurableFile.rename(link, to: directory.currentLink) } catch .disk(_, .isDirectory) {
        // A copy of the directory that followed links has a folder there.
        try DurableFile.makeFolder(directory.staging)
        try DurableFile.rename(directory.currentLink, to: directory.staging.appending(TemporaryName.unique()))
        // A crash here leaves no `current`, which the next start makes.
        try DurableFile.rename(link, to: directory.currentLink)
      }
    } catch {
      try? DurableFile.remove(link)
      throw error
    }
    // A crash here leaves the old `current` or the new one, both whole. Readers may have seen the new one already.
    crashPoints.pass(.linkSwapped)
    try DurableFile.synchronizeFolder(directory.path)
    // A crash here leaves the new `current`, and something in .staging to sweep. The fingerprint is that of the record,
    // so the next pull costs one conditional request.
    crashPoints.pass(.directorySynchronized)
  }

  /// One more than any generation here, one that `current` names but which is gone included, and than any before them:
  /// a server that has loaded a generation takes its name for the same model for good.
  private func nextSequence(after sequence: Int) throws(SyncFailure) -> Int {
    do {
      let named = try? directory.currentID()?.sequence
      let present = try directory.generationIDs().compactMap(\.sequence).max()
      return max(named ?? 0, present ?? 0, sequence) + 1
    } catch {
      throw SyncFailure(error)
    }
  }
}
