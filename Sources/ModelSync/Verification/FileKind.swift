internal import Glibc
internal import SystemPackage

/// What is at a path.
enum FileKind {
  /// Whether it is a regular file, perhaps behind links.
  static func isRegular(_ path: FilePath) -> Bool {
    var status = stat()
    return stat(path.string, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }
}
