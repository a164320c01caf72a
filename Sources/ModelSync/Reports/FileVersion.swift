internal import Glibc
internal import SystemPackage

/// Tells a file or a folder from what it was before.
package struct FileVersion: Sendable, Equatable {
  private let device: UInt64
  private let inode: UInt64
  private let seconds: Int
  private let nanoseconds: Int

  init(_ status: stat) {
    device = UInt64(status.st_dev)
    inode = UInt64(status.st_ino)
    seconds = status.st_mtim.tv_sec
    nanoseconds = status.st_mtim.tv_nsec
  }

  /// `nil` when nothing is there.
  init?(of path: FilePath) {
    var status = stat()
    guard lstat(path.string, &status) == 0 else { return nil }
    self.init(status)
  }
}
