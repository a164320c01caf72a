package import SystemPackage

/// Why this process may not write the model directory.
package enum DirectoryLockError: Error, Sendable, Equatable, CustomStringConvertible {
  /// Another ModelSync has it.
  case held(FilePath, process: Int?, isBrief: Bool = false)
  /// Another folder is at the path now than the one whose lock this process has.
  case replaced(FilePath)
  case unavailable(String)

  package var description: String {
    switch self {
    case .held(let path, let process, _):
      "\(path) is kept in sync by another ModelSync" + (process.map { " (process \($0))" } ?? "")
    case .replaced(let path): "\(path) is another folder now than the one that this process keeps in sync"
    case .unavailable(let reason): reason
    }
  }
}
