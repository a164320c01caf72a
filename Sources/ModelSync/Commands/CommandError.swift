package import Shared
package import SystemPackage

/// Why a command did not do what it was asked for; exit status 1.
package enum CommandError: Error, Sendable, Equatable, CustomStringConvertible {
  case noDirectory(FilePath)
  case noGeneration(String, FilePath)
  case notWhole(GenerationID)
  /// There is no whole generation before the current one, or no current one.
  case nothingBefore(GenerationID?, FilePath)
  /// The process that has the directory did not follow.
  case notFollowed(FilePath, process: Int?)
  case failed(String)
  case interrupted

  package var description: String {
    switch self {
    case .noDirectory(let path): "there is no model directory \(path)"
    case .noGeneration(let name, let path): "there is no generation \(CommandOutput.plain(name)) in \(path)"
    case .notWhole(let id): "the generation \(id) is not whole; `ModelSync verify \(id)` says what is wrong"
    case .nothingBefore(let id?, _): "there is no whole generation before \(id)"
    case .nothingBefore(nil, let path): "no whole generation is current in \(path)"
    case .notFollowed(let path, let process):
      "the pin is set as asked, but the ModelSync that keeps \(path) in sync\(process.map { " (process \($0))" } ?? "") has not followed yet"
    case .failed(let reason): reason
    case .interrupted: "interrupted"
    }
  }
}
