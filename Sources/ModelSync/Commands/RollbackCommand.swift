package import ArgumentParser
package import Shared

/// `ModelSync rollback`
package struct RollbackCommand: Subcommand {
  package static let configuration = CommandConfiguration(
    commandName: "rollback", abstract: "Pins the whole generation before the current one.",
    discussion: "It stays current until `ModelSync unpin`, whatever the source has.")

  @Argument(help: "The generation to go back to, by its name or number. (default: the one before the current one)")
  var generation: String?

  @OptionGroup var place: DirectoryOptions

  package init() {}

  package func perform(environment: [String: String], sink: LogSink, output: CommandOutput) async throws -> Int32 {
    let change = PinChange(try DirectoryReader(place.directory(environment: environment)))
    let before = try? change.reader.directory.currentID()
    let target: GenerationID
    if let generation {
      target = try change.reader.id(generation)
    } else {
      guard let before, let previous = try change.reader.generation(before: before) else {
        throw CommandError.nothingBefore(before, change.reader.directory.path)
      }
      target = previous.id
    }
    let pinned = try await change.pin(target)
    output.print(
      "rolled back from \(before?.description ?? "nothing") to \(pinned.id) "
        + "(\(CommandOutput.plain(pinned.record.archive)), sha256 \(pinned.record.sha256)), which is pinned now")
    return 0
  }
}
