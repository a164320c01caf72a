internal import Glibc
public import SystemPackage

/// Whole folders: removing them, and making them durable. Symbolic links are not followed. All of it blocks.
public enum FileTree {
  /// Removes a file, a link, or a folder with everything below it. What is not there is no error.
  public static func remove(_ path: FilePath) throws(Errno) {
    try remove(path.string, below: AT_FDCWD)
  }

  /// Writes every file and folder of a tree to stable storage, the root last.
  ///
  /// After it returns, a crash of the machine leaves the whole tree or, when its name was not made durable, none of it.
  public static func synchronize(_ path: FilePath) throws(Errno) {
    try synchronize(path.string, below: AT_FDCWD)
  }

  /// Writes a folder's own entries (names that appeared, went, or were renamed) to stable storage.
  public static func synchronizeFolder(_ path: FilePath) throws(Errno) {
    let folder = try open(path.string, below: AT_FDCWD, flags: O_DIRECTORY)
    defer { _ = close(folder) }
    guard fsync(folder) == 0 else { throw Errno(rawValue: errno) }
  }

  /// The names in a folder, without `.` and `..`, sorted.
  /// - Parameters:
  ///   - maximum: of more names than that some are left out, whichever the folder lists last.
  ///   - followsLink: whether the path may be a link to the folder, as an operator may have it.
  public static func names(in path: FilePath, atMost maximum: Int = .max, followsLink: Bool = false) throws(Errno) -> [String] {
    try names(in: path.string, below: AT_FDCWD, atMost: maximum, flags: followsLink ? 0 : O_NOFOLLOW).sorted()
  }
}

extension FileTree {
  private static func open(_ name: String, below parent: CInt, flags: CInt) throws(Errno) -> CInt {
    let descriptor = openat(parent, name, O_RDONLY | O_CLOEXEC | O_NONBLOCK | flags)
    guard descriptor >= 0 else { throw Errno(rawValue: errno) }
    return descriptor
  }

  private static func names(
    in name: String, below parent: CInt, atMost maximum: Int = .max, flags: CInt = O_NOFOLLOW
  ) throws(Errno) -> [String] {
    let descriptor = try open(name, below: parent, flags: O_DIRECTORY | flags)
    guard let stream = fdopendir(descriptor) else {
      let error = Errno(rawValue: errno)
      _ = close(descriptor)
      throw error
    }
    defer { closedir(stream) }
    var names: [String] = []
    while names.count < maximum {
      errno = 0
      guard let entry = readdir(stream) else { break }
      let name = withUnsafePointer(to: &entry.pointee.d_name) { tuple in
        tuple.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: tuple.pointee)) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    guard names.count >= maximum || errno == 0 else { throw Errno(rawValue: errno) }
    return names
  }

  private static func remove(_ name: String, below parent: CInt) throws(Errno) {
    if unlinkat(parent, name, 0) == 0 || errno == ENOENT { return }
    guard errno == EISDIR || errno == EPERM else { throw Errno(rawValue: errno) }
    // Nothing can be removed from a folder that its owner may not write.
    _ = fchmodat(parent, name, 0o700, AT_SYMLINK_NOFOLLOW)
    let folder = try open(name, below: parent, flags: O_DIRECTORY | O_NOFOLLOW)
    defer { _ = close(folder) }
    for entry in try names(in: ".", below: folder) { try remove(entry, below: folder) }
    guard unlinkat(parent, name, AT_REMOVEDIR) == 0 || errno == ENOENT else { throw Errno(rawValue: errno) }
  }

  private static func synchronize(_ name: String, below parent: CInt) throws(Errno) {
    let descriptor = try open(name, below: parent, flags: O_NOFOLLOW)
    defer { _ = close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw Errno(rawValue: errno) }
    if status.st_mode & S_IFMT == S_IFDIR {
      for entry in try names(in: ".", below: descriptor) { try synchronize(entry, below: descriptor) }
    }
    guard fsync(descriptor) == 0 else { throw Errno(rawValue: errno) }
  }
}
