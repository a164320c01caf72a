internal import Logging
package import Shared
internal import SystemPackage

/// What the commands know of a model directory, without the leave to write it that the directory's lock is.
package struct DirectoryReader: Sendable {
  package let directory: ModelDirectory
  package let recovery: Recovery

  /// - Throws: when there is no such directory: a command never makes one.
  package init(_ directory: ModelDirectory) throws(CommandError) {
    guard (try? FileTree.names(in: directory.path, followsLink: true)) != nil else { throw .noDirectory(directory.path) }
    self.directory = directory
    recovery = Recovery(
      directory, staging: Staging(directory), publisher: Publisher(directory), logger: Logger(label: "sync"))
  }

  /// A generation by its name, or by its number alone.
  package func id(_ text: String) throws(CommandError) -> GenerationID {
    let ids = try ids()
    if let id = ids.first(where: { $0.description == text }) { return id }
    if let number = Int(text), let id = ids.last(where: { $0.sequence == number }) { return id }
    throw .noGeneration(text, directory.path)
  }

  /// All generations, oldest first.
  package func ids() throws(CommandError) -> [GenerationID] {
    do { return try directory.generationIDs() } catch { throw .failed("\(error)") }
  }

  /// Which generations count now.
  package func look() throws(CommandError) -> Standing {
    do { return try recovery.look() } catch { throw .failed("\(error)") }
  }

  /// The newest whole generation before another one that no server has refused.
  package func generation(before id: GenerationID) throws(CommandError) -> PublishedGeneration? {
    let refused = SyncMemoryFile(directory).read().refusedGenerations
    for candidate in try ids().reversed() where candidate < id && !refused.contains(candidate) {
      do { if let generation = try recovery.whole(candidate) { return generation } } catch { throw .failed("\(error)") }
    }
    return nil
  }
}
