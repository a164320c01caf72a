package import Shared

/// Why ModelSync does not start: a sentence for standard error, and exit status 2.
package enum SyncConfigurationError: Error, Sendable, Equatable, CustomStringConvertible {
  case setting(SettingError)
  case endpoints(ConfigurationError)
  /// Neither endpoints.yml nor a flag names a source.
  case noSource
  case logging(LoggingError)
  case unknownCrashPoint

  package var description: String {
    switch self {
    case .setting(let error): "\(error)"
    case .endpoints(let error): "\(error)"
    case .noSource: "there is nothing to pull from: endpoints.yml has no models.url, and there is neither --remote-storage nor --source"
    case .logging(let error): "\(error)"
    case .unknownCrashPoint: "\(CrashPoints.variable) names no step; it is meant for tests alone"
    }
  }
}
