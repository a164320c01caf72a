package import ArgumentParser
package import Shared

/// `ModelSync pin`
package struct PinCommand: Subcommand {
  package static let configuration = CommandConfiguration(
    commandName: "pin", abstract: "Makes a generation current and keeps it so, whatever the source has.",
    discussion: """
      A ModelSync that runs on the directory follows within a second and goes on fetching what is new, without making it current. A pin \
      outlives restarts, and its generation is never removed. `unpin`, or `pin --none`, ends it.
      """)

  @Argument(help: "The generation, by its name or number.")
  var generation: String?

  @Flag(help: "Take the pin away.")
  var none = false

  @OptionGroup var place: DirectoryOptions

  package init() {}

  package func validate() throws {
    guard (generation != nil) != none else { throw ValidationError("Name a generation, or give --none.") }
  }

  package func perform(environment: [String: String], sink: LogSink, output: CommandOutput) async throws -> Int32 {
    let change = PinChange(try DirectoryReader(place.directory(environment: environment)))
    guard let generation else { return try await change.unpin(output) }
    let pinned = try await change.pin(try change.reader.id(generation))
    output.print("pinned \(pinned.id) (\(CommandOutput.plain(pinned.record.archive)), sha256 \(pinned.record.sha256))")
    return 0
  }
}
