internal import Glibc
internal import Shared
internal import SystemPackage

/// A private folder for the length of one load: nobody else may enter it. A crash leaves it behind, for the system's own
/// cleaning of temporary files to take away.
struct TemporaryFolder {
  let path: FilePath

  init(in parent: FilePath) throws(ModelLoadError) {
    var template = Array(parent.appending("souffleur-XXXXXX").string.utf8CString)
    guard mkdtemp(&template) != nil else { throw .temporaryFolder(parent, reason: Errno(rawValue: errno)) }
    path = FilePath(String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self))
  }

  /// Removes the folder with all that is in it.
  func remove() { try? FileTree.remove(path) }
}
