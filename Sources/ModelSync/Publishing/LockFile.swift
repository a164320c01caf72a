internal import Glibc
internal import SystemPackage

/// A file that is there to be locked.
///
/// `flock` takes any descriptor, one that was opened to read as well. So nobody may read the file, its owner included: who may only read
/// the directory, or has it on a mount that is read-only, can open it in no way, and keeps nobody waiting.
enum LockFile {
  private static let mode: mode_t = 0o200

  /// Opens one, and makes it first where there is none. The caller closes it.
  static func open(_ path: FilePath) throws(Errno) -> FileDescriptor {
    let descriptor = Glibc.open(path.string, O_WRONLY | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, mode)
    guard descriptor >= 0 else { throw Errno(rawValue: errno) }
    var status = stat()
    // Versions before made it for all to read. Only its owner and root can change that, and they are who else would open it.
    if fstat(descriptor, &status) == 0, status.st_mode & 0o7777 != mode { _ = fchmod(descriptor, mode) }
    return FileDescriptor(rawValue: descriptor)
  }
}
