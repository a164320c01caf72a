public import SystemPackage

/// Why logging cannot begin.
public enum LoggingError: Error, Sendable, Equatable, CustomStringConvertible {
  case cannotOpen(FilePath, Errno)

  public var description: String {
    switch self {
    case .cannotOpen(let path, let errno): "the log file \(path) cannot be opened: \(errno)"
    }
  }
}
