import SystemPackage

/// Configuration files as bytes.
enum ConfigurationFile {
  /// A configuration that is larger than this is none.
  static let maximumBytes = YAMLLimits().maximumBytes

  /// The whole file; of one that is too large, more than the limit. Blocking, like the start of a process in which it is read.
  static func read(_ path: FilePath, maximumBytes: Int = maximumBytes) throws(ConfigurationError) -> [UInt8] {
    do {
      let file = try FileDescriptor.open(path, .readOnly, options: [.closeOnExec])
      return try file.closeAfter {
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 64 << 10)
        while bytes.count <= maximumBytes {
          let count = try piece.withUnsafeMutableBytes { try file.read(into: $0) }
          guard count > 0 else { return bytes }
          bytes += piece[..<count]
        }
        return bytes
      }
    } catch let errno as Errno {
      throw errno == .noSuchFileOrDirectory ? .missing(path) : .unreadable(path, reason: errno)
    } catch {
      throw .unusable(path, reason: "it is no file")
    }
  }
}
