internal import FoundationEssentials
internal import Glibc
internal import Shared
internal import SystemPackage

/// A folder for what is looked at and not kept, where `TMPDIR` says: never in the model directory, which has another writer.
enum ScratchFolder {
  /// Makes it, calls `body` with it, and removes it with everything in it.
  static func with<Value>(_ body: (FilePath) async throws(SyncFailure) -> Value) async throws(SyncFailure) -> Value {
    let place = FileManager.default.temporaryDirectory.path(percentEncoded: false)
    let path = FilePath(place).appending("model-sync-\(TemporaryName.unique())")
    guard mkdir(path.string, 0o700) == 0 else { throw .disk(path, Errno(rawValue: errno)) }
    defer { try? FileTree.remove(path) }
    return try await body(path)
  }
}
