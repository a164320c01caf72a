public import SystemPackage

/// Why logging cannot begin.
public enum LoggingError: Error, Sendable, Equatable, CustomStringConvertible {
  case cannotOpen(FilePath, Errno)
  case noSyslog(SyslogEndpoint, reason: String)

  public var description: String {
    switch self {
    case .cannotOpen(let path, let errno): "the log file \(path) cannot be opened: \(errno)"
    case .noSyslog(let endpoint, let reason): "the syslog server \(endpoint) cannot be reached: \(reason)"
    }
  }
}
