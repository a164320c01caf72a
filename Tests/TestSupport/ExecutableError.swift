public import SystemPackage

/// Why a program could not be run.
public enum ExecutableError: Error, CustomStringConvertible {
  case notBuilt(FilePath)
  case notInstalled(name: String)
  case notStarted(FilePath, reason: String)
  /// It ended although it should have gone on; `output` is what it had printed.
  case ended(name: String, ProgramEnding, output: String)
  case waitedInVain(for: String, name: String, limit: Duration, output: String)
  case stillRunning(name: String, limit: Duration)

  public var description: String {
    switch self {
    case .notBuilt(let path): "\(path) is not there; `swift build` makes it"
    case .notInstalled(let name): "\(name) is not installed; `make setup` installs it"
    case .notStarted(let path, let reason): "\(path) did not start: \(reason)"
    case .ended(let name, let ending, let output): "\(name) ended early, with \(ending), having printed:\n\(output)"
    case .waitedInVain(let what, let name, let limit, let output):
      "\(what) did not come about within \(limit); \(name) had printed:\n\(output)"
    case .stillRunning(let name, let limit): "\(name) was still running \(limit) after it was told to stop"
    }
  }
}
