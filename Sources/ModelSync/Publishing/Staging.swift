internal import ModelFormat
package import Shared
package import SystemPackage

/// The workshop: an archive is fetched into a folder of its own below `.staging`, and unpacked beside it. Blocks.
package struct Staging: Sendable {
  /// One archive's place.
  package struct Area: Sendable {
    package let path: FilePath
    package var archive: FilePath { path.appending("archive") }
    package var model: FilePath { path.appending("model") }
    /// What the check command wrote.
    var checkOutput: FilePath { path.appending("check.log") }
  }

  private let directory: ModelDirectory
  private let limits: ArchiveLimits
  private let crashPoints: CrashPoints

  package init(_ directory: ModelDirectory, limits: ArchiveLimits = ArchiveLimits(), crashPoints: CrashPoints = CrashPoints()) {
    self.directory = directory
    self.limits = limits
    self.crashPoints = crashPoints
  }

  /// Makes a place, and the empty file into which the archive goes.
  package func begin() throws(SyncFailure) -> (area: Area, file: FileDescriptor) {
    let area = Area(path: directory.staging.appending(TemporaryName.unique()))
    try DurableFile.makeFolder(directory.staging)
    try DurableFile.makeFolder(area.path)
    // A crash from here to the move into generations/ leaves things in .staging alone: the next start sweeps them.
    crashPoints.pass(.stagingMade)
    do {
      let options: FileDescriptor.OpenOptions = [.create, .exclusiveCreate, .closeOnExec]
      let file = try FileDescriptor.open(
        area.archive, .readWrite, options: options, permissions: FilePermissions(rawValue: 0o600))
      return (area, file)
    } catch {
      throw .disk(area.archive, error as? Errno ?? .ioError)
    }
  }

  /// Unpacks what was fetched, and checks that it is a model which can be loaded.
  package func unpack(_ area: Area, cancellation: CancellationFlag = CancellationFlag()) throws(SyncFailure) {
    crashPoints.pass(.downloaded)
    do {
      _ = try ModelArchive.unpack(area.archive, into: area.model, limits: limits, cancellation: cancellation)
    } catch .cancelled {
      throw .cancelled
    } catch {
      throw .archive(error)
    }
    crashPoints.pass(.unpacked)
    do { _ = try ArchiveVerification.verify(area.model) } catch { throw .model(error) }
    do { _ = try AcceptanceTests.carried(by: area.model) } catch { throw .acceptanceTests(error) }
    try Self.checkNames(in: area.model)
    try TreeManifest(of: area.model, cancellation: cancellation).write(into: area.model)
    crashPoints.pass(.verified)
  }

  /// Refuses a model that holds a file of a name which the model directory needs.
  static func checkNames(in model: FilePath) throws(SyncFailure) {
    let names = try DurableFile.names(in: model)
    for reserved in [GenerationRecord.fileName, TreeManifest.fileName] where names.contains(reserved) { throw .reservedName(reserved) }
  }

  /// Removes a place with all that is in it.
  package func end(_ area: Area) throws(SyncFailure) {
    try DurableFile.remove(area.path)
    crashPoints.pass(.stagingRemoved)
  }

  /// Removes what an interrupted process left. Nobody else may be at work.
  /// - Returns: why something stays, by its path: a check command may have left what this user cannot remove. It is in nobody's way.
  package func sweep() throws(SyncFailure) -> [FilePath: SyncFailure] {
    // The folder itself stays: readers watch the directory that holds it, and need not wake up for nothing.
    try DurableFile.makeFolder(directory.staging)
    var leftovers = try DurableFile.names(in: directory.staging).map(directory.staging.appending)
    leftovers += try DurableFile.names(in: directory.path, followsLink: true).filter { $0.hasPrefix(TemporaryName.prefix) }
      .map(directory.path.appending)
    var failures: [FilePath: SyncFailure] = [:]
    for path in leftovers { do throws(SyncFailure) { try DurableFile.remove(path) } catch { failures[path] = error } }
    return failures
  }
}
