internal import Glibc
internal import Shared
internal import SystemPackage

/// The steps of which every publication is made, each with its failure in a sentence.
enum DurableFile {
  /// Makes a file that must not exist, with these bytes, on stable storage.
  /// - Parameter isForAll: whether everybody may read it, whatever the process's umask says.
  static func write(_ bytes: [UInt8], to path: FilePath, isForAll: Bool = false) throws(SyncFailure) {
    do {
      let options: FileDescriptor.OpenOptions = [.create, .exclusiveCreate, .closeOnExec, .noFollow]
      let file = try FileDescriptor.open(path, .writeOnly, options: options, permissions: FilePermissions(rawValue: 0o644))
      try file.closeAfter {
        guard !isForAll || fchmod(file.rawValue, 0o644) == 0 else { throw Errno(rawValue: errno) }
        try file.writeAll(bytes)
        guard fsync(file.rawValue) == 0 else { throw Errno(rawValue: errno) }
      }
    } catch {
      throw .disk(path, error as? Errno ?? .ioError)
    }
  }

  static func rename(_ source: FilePath, to target: FilePath) throws(SyncFailure) {
    guard Glibc.rename(source.string, target.string) == 0 else { throw .disk(target, Errno(rawValue: errno)) }
  }

  static func makeLink(_ path: FilePath, to target: FilePath) throws(SyncFailure) {
    guard symlink(target.string, path.string) == 0 else { throw .disk(path, Errno(rawValue: errno)) }
  }

  /// Makes a folder, and those above it; one that is there already is fine.
  static func makeFolder(_ path: FilePath) throws(SyncFailure) {
    if mkdir(path.string, 0o755) == 0 { return }
    switch errno {
    case EEXIST:
      var status = stat()
      guard stat(path.string, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else { throw .disk(path, .notDirectory) }
    case ENOENT where path.components.count > 1:
      try makeFolder(path.removingLastComponent())
      guard mkdir(path.string, 0o755) == 0 else { throw .disk(path, Errno(rawValue: errno)) }
    default: throw .disk(path, Errno(rawValue: errno))
    }
  }

  static func synchronizeFolder(_ path: FilePath) throws(SyncFailure) {
    do { try FileTree.synchronizeFolder(path) } catch { throw .disk(path, error) }
  }

  static func synchronizeTree(_ path: FilePath) throws(SyncFailure) {
    do { try FileTree.synchronize(path) } catch { throw .disk(path, error) }
  }

  static func remove(_ path: FilePath) throws(SyncFailure) {
    do { try FileTree.remove(path) } catch { throw .disk(path, error) }
  }

  static func names(in path: FilePath, followsLink: Bool = false) throws(SyncFailure) -> [String] {
    do { return try FileTree.names(in: path, followsLink: followsLink) } catch { throw .unreadable(path, error) }
  }
}
