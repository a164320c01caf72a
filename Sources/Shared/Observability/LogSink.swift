import Synchronization
package import SystemPackage

/// Where log lines go: whole lines, one after the other, from any thread.
package final class LogSink: Sendable {
  private let outputs: Mutex<[FileDescriptor]>
  /// Opened here, so closed here.
  private let file: FileDescriptor?

  /// Writes to `descriptors`, and to a file that is opened for appending.
  package init(descriptors: [FileDescriptor] = [.standardError], file path: FilePath? = nil) throws(LoggingError) {
    do {
      file = try path.map {
        try FileDescriptor.open(
          $0, .writeOnly, options: [.append, .create, .closeOnExec], permissions: [.ownerReadWrite, .groupRead, .otherRead])
      }
    } catch {
      throw .cannotOpen(path ?? "", error as? Errno ?? .ioError)
    }
    outputs = Mutex(descriptors + (file.map { [$0] } ?? []))
  }

  deinit { try? file?.close() }

  /// Writes one line. A line that cannot be written is lost: there is nobody to tell.
  func write(_ line: [UInt8]) {
    outputs.withLock { outputs in
      for output in outputs { _ = try? output.writeAll(line) }
    }
  }
}
