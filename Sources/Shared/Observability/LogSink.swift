internal import Logging
internal import Synchronization
package import SystemPackage

/// Where log lines go: whole lines, one after the other, from any thread.
package final class LogSink: Sendable {
  private let descriptors: [FileDescriptor]
  private let file: Mutex<LogFile?>
  private let syslog: Syslog?
  /// One line at a time. What is kept is whether a transient line stands on the terminal.
  private let order = Mutex(false)

  /// Writes to `descriptors`, to a file that is opened for appending, and to a syslog server.
  package init(
    descriptors: [FileDescriptor] = [.standardError], file path: FilePath? = nil, syslog: SyslogEndpoint? = nil
  ) throws(LoggingError) {
    self.descriptors = descriptors
    if let path { file = Mutex(try LogFile(path)) } else { file = Mutex(nil) }
    if let syslog { self.syslog = try Syslog(syslog) } else { self.syslog = nil }
  }

  /// Writes one line. A line that cannot be written is lost: there is nobody to tell.
  func write(_ line: [UInt8], level: Logger.Level) {
    order.withLock { isTransientShown in
      // What is to stay takes the place of what is not.
      if isTransientShown { _ = try? FileDescriptor.standardError.writeAll(Self.eraseLine) }
      isTransientShown = false
      for output in descriptors { _ = try? output.writeAll(line) }
    }
    file.withLock { $0?.write(line) }
    syslog?.send(line.dropLast(), level: level)
  }

  /// Shows a line on the terminal at standard error that lasts until the next one, of whichever kind; `nil` takes it away.
  package func showTransient(_ line: String?) {
    order.withLock { isTransientShown in
      guard isTransientShown || line != nil else { return }
      isTransientShown = line != nil
      _ = try? FileDescriptor.standardError.writeAll(Self.eraseLine + Array((line ?? "").utf8))
    }
  }

  /// Back to the first column, and everything from there on erased.
  private static let eraseLine: [UInt8] = Array("\r\u{1B}[K".utf8)

  /// Goes on in the file that has the log file's name now; called when a rotation has moved the former one away.
  package func reopen() throws(LoggingError) {
    let result: Result<Void, LoggingError> = file.withLock { file in
      Result { () throws(LoggingError) in try file?.reopen() }
    }
    try result.get()
  }
}
