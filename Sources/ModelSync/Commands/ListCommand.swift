package import ArgumentParser
package import Shared

/// `ModelSync list`
package struct ListCommand: Subcommand {
  package static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Shows the generations of a model directory, newest first.",
    discussion: """
      Marks: current, pinned, stale since when it is not current any more, refused when its archive was. It may be called while a \
      ModelSync runs on the directory.
      """)

  @OptionGroup var place: DirectoryOptions

  @Flag(help: "One JSON object instead of a table.")
  var json = false

  package init() {}

  package func perform(environment: [String: String], sink: LogSink, output: CommandOutput) async throws -> Int32 {
    let reader = try DirectoryReader(place.directory(environment: environment))
    let listing = try await BlockingWork.run { _ throws(CommandError) in try GenerationListing(reader) }
    output.print(json ? listing.json : listing.table)
    return 0
  }
}
