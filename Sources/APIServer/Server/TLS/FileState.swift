// The fields of `stat` come with the first module that brings them, which the libraries decide.
internal import CArchive
internal import Glibc
internal import SystemPackage

/// What tells one state of a file from another, as far as can be told without reading it.
struct FileState: Sendable, Equatable {
  private let device: UInt
  private let inode: UInt
  private let size: Int
  private let seconds: Int
  private let nanoseconds: Int

  /// `nil` when there is no such file, or it cannot be seen.
  init?(of path: FilePath) {
    var status = stat()
    guard stat(path.string, &status) == 0 else { return nil }
    device = UInt(status.st_dev)
    inode = UInt(status.st_ino)
    size = Int(status.st_size)
    seconds = status.st_mtim.tv_sec
    nanoseconds = status.st_mtim.tv_nsec
  }
}
