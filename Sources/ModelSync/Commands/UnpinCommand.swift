package import ArgumentParser
package import Shared

/// `ModelSync unpin`
package struct UnpinCommand: Subcommand {
  package static let configuration = CommandConfiguration(
    commandName: "unpin", abstract: "Ends a pin: the newest generation becomes current, and the next pull publishes what is newer.")

  @OptionGroup var place: DirectoryOptions

  package init() {}

  package func perform(environment: [String: String], sink: LogSink, output: CommandOutput) async throws -> Int32 {
    try await PinChange(try DirectoryReader(place.directory(environment: environment))).unpin(output)
  }
}
