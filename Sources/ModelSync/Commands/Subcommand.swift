package import ArgumentParser
internal import Logging
package import Shared

/// A command beside the pull itself: it looks at a model directory or a storage, or changes one thing, and ends.
package protocol Subcommand: ParsableCommand {
  /// What is logged meanwhile; warnings and errors unless a command has more to tell.
  func logging(environment: [String: String]) throws -> LoggingConfiguration

  /// Does it, prints what came of it, and says with which status to exit.
  /// - Parameter sink: where the log goes.
  /// - Throws: `SyncConfigurationError`, for exit status 2; everything else is 1.
  func perform(environment: [String: String], sink: LogSink, output: CommandOutput) async throws -> Int32
}

extension Subcommand {
  package func logging(environment: [String: String]) throws -> LoggingConfiguration { LoggingConfiguration(level: .warning) }
}
