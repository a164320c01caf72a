package import SystemPackage

/// Why this process may not write the model directory.
package enum DirectoryLockError: Error, Sendable, Equatable, CustomStringConvertible {
  /// Another ModelSync has it.
  case held(FilePath, process: Int?, isBrief: Bool = false)
  case unavailable(String)

  package var description: String {
    switch self {
    case .held(let path, let process, _):
      "\(path) is kept in sync by another ModelSync" + (process.map { " (process \($0))" } ?? "")
    case .unavailable(let reason): reason
    }
  }
}
