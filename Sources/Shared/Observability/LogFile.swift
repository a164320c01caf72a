internal import SystemPackage

/// A log file that is open, and can be opened anew where its name leads now, after a rotation has moved it away.
struct LogFile: ~Copyable, Sendable {
  private let path: FilePath
  private var descriptor: FileDescriptor

  /// Opens the file for appending, and makes it if there is none.
  init(_ path: FilePath) throws(LoggingError) {
    self.path = path
    descriptor = try Self.open(path)
  }

  deinit { try? descriptor.close() }

  func write(_ line: [UInt8]) { _ = try? descriptor.writeAll(line) }

  /// Goes on in the file that has the name now. When it cannot be opened, the former one stays.
  mutating func reopen() throws(LoggingError) {
    let former = descriptor
    descriptor = try Self.open(path)
    try? former.close()
  }

  private static func open(_ path: FilePath) throws(LoggingError) -> FileDescriptor {
    do {
      return try FileDescriptor.open(
        path, .writeOnly, options: [.append, .create, .closeOnExec], permissions: [.ownerReadWrite, .groupRead, .otherRead])
    } catch {
      throw .cannotOpen(path, error as? Errno ?? .ioError)
    }
  }
}
