internal import Glibc
internal import SystemPackage

/// Writes an archive's members below one folder.
///
/// Every step is taken relative to a descriptor and without following links, so that nothing which appears in the
/// folder meanwhile can lead a write elsewhere. A file is only ever created, never opened for a second time.
struct TreeWriter: ~Copyable {
  private let root: CInt
  private let limits: ArchiveLimits
  /// The folder of the last member: members of one folder stand together in an archive.
  private var folder: CInt
  private var folderPath: [String] = []
  /// Files and folders that were created.
  private(set) var entries = 0

  /// Writes below `directory`, which must exist.
  init(directory: FilePath, limits: ArchiveLimits) throws(ArchiveError) {
    let root = open(directory.string, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard root >= 0 else { throw .cannotWrite(member: "the folder", reason: Errno(rawValue: errno)) }
    let folder = fcntl(root, F_DUPFD_CLOEXEC, 0)
    guard folder >= 0 else {
      let error = Errno(rawValue: errno)
      _ = close(root)
      throw .cannotWrite(member: "the folder", reason: error)
    }
    self.root = root
    self.folder = folder
    self.limits = limits
  }

  deinit {
    _ = close(folder)
    _ = close(root)
  }

  /// Makes a folder, and those above it that the archive did not name.
  mutating func makeFolder(_ path: MemberPath) throws(ArchiveError) { try enter(path.components, of: path) }

  /// Makes an empty file, and the folders above it. The caller closes it.
  mutating func makeFile(_ path: MemberPath) throws(ArchiveError) -> FileDescriptor {
    guard let name = path.components.last else { throw .fileAndFolder(member: "/") }
    try enter(Array(path.components.dropLast()), of: path)
    let file = openat(folder, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o644)
    guard file >= 0 else {
      let error = Errno(rawValue: errno)
      guard error == .fileExists else { throw .cannotWrite(member: path.text, reason: error) }
      throw Self.isFolder(name, below: folder) ? .fileAndFolder(member: path.text) : .duplicate(member: path.text)
    }
    let descriptor = FileDescriptor(rawValue: file)
    do throws(ArchiveError) { try count() } catch {
      try? descriptor.close()
      throw error
    }
    return descriptor
  }

  /// Makes `components` the current folder.
  private mutating func enter(_ components: [String], of path: MemberPath) throws(ArchiveError) {
    guard components != folderPath else { return }
    var current = fcntl(root, F_DUPFD_CLOEXEC, 0)
    for name in components where current >= 0 {
      if mkdirat(current, name, 0o755) == 0 {
        do throws(ArchiveError) { try count() } catch {
          _ = close(current)
          throw error
        }
      } else if errno != EEXIST {
        let error = Errno(rawValue: errno)
        _ = close(current)
        throw .cannotWrite(member: path.text, reason: error)
      }
      let next = openat(current, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
      let error = errno
      _ = close(current)
      current = next
      errno = error
    }
    guard current >= 0 else {
      let error = Errno(rawValue: errno)
      guard error == .notDirectory || error == .tooManySymbolicLinkLevels else { throw .cannotWrite(member: path.text, reason: error) }
      throw .fileAndFolder(member: path.text)
    }
    _ = close(folder)
    folder = current
    folderPath = components
  }

  private mutating func count() throws(ArchiveError) {
    entries += 1
    guard entries <= limits.maximumEntries else { throw .tooManyEntries(limit: limits.maximumEntries) }
  }

  private static func isFolder(_ name: String, below folder: CInt) -> Bool {
    var status = stat()
    return fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }
}
