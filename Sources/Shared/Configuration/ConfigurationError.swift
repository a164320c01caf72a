public import SystemPackage

/// Why a configuration file cannot be used, in a sentence that names the file and, where there is one, the line and column.
public enum ConfigurationError: Error, Sendable, Equatable, CustomStringConvertible {
  /// There is no such file.
  case missing(FilePath)
  /// It did not let itself be read.
  case unreadable(FilePath, reason: Errno)
  /// It is no file, or does not hold what it is there for. `reason` ends the sentence.
  case unusable(FilePath, reason: String)
  /// It is not the YAML that it should be, or one of its variables is not set.
  case malformed(YAMLError)
  /// A value is there that cannot be used. `key` leads to it, `reason` ends the sentence.
  case invalid(file: String, position: YAMLPosition, key: String, reason: String)

  /// Whether the same file would be refused again. One that is not there, or did not let itself be read, may be another time.
  public var isFilesFault: Bool {
    switch self {
    case .missing, .unreadable: false
    case .unusable, .malformed, .invalid: true
    }
  }

  public var description: String {
    switch self {
    case .missing(let path): "\(path) does not exist"
    case .unreadable(let path, let reason): "\(path) cannot be read: \(reason)"
    case .unusable(let path, let reason): "\(path) cannot be read: \(reason)"
    case .malformed(let error): error.description
    case .invalid(let file, let position, let key, let reason): "\(file), \(position): \(key) \(reason)"
    }
  }
}
