import Glibc
import SystemPackage

/// Files for readers that want a path. They lie in memory; one process has one folder.
enum Workshop {
  static let folder: FilePath = {
    let folder = FilePath("/dev/shm/souffleur-fuzz-\(getpid())")
    mkdir(folder.string, 0o700)
    atexit { remove(Workshop.folder) }
    return folder
  }()

  static func makeFolder(_ path: FilePath) { mkdir(path.string, 0o700) }

  /// Writes a file in place of what was there.
  static func write(_ bytes: some Collection<UInt8>, to path: FilePath) {
    let file = open(path.string, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    precondition(file >= 0, "there is no memory for files")
    let bytes = Array(bytes)
    let written = bytes.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
    precondition(written == bytes.count && close(file) == 0)
  }

  /// The names in a folder.
  static func names(in path: FilePath) -> Set<String> {
    guard let stream = opendir(path.string) else { return [] }
    defer { closedir(stream) }
    var names: Set<String> = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      if name != ".", name != ".." { names.insert(name) }
    }
    return names
  }

  /// Removes a file, or a folder with everything in it.
  static func remove(_ path: FilePath) {
    if unlink(path.string) == 0 { return }
    for name in names(in: path) { remove(path.appending(name)) }
    rmdir(path.string)
  }
}
