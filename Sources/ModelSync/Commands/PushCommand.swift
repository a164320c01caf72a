package import ArgumentParser
internal import Logging
package import Shared
internal import SystemPackage

/// `ModelSync push`
package struct PushCommand: Subcommand {
  package static let configuration = CommandConfiguration(
    commandName: "push", abstract: "Verifies an archive and puts it into a cloud's storage.",
    discussion: """
      The storage is found as for a pull. The archive is checked as a download is, and sent with its checksums. An object that is there \
      already is left alone: exit status 0 when it has the same bytes, 1 when not, unless --overwrite is given.
      """)

  @Argument(help: .init("The archive.", valueName: "path"))
  var archive: String

  @OptionGroup var options: PushOptions

  package init() {}

  package func logging(environment: [String: String]) throws -> LoggingConfiguration {
    try options.configuration(environment: environment).logging
  }

  package func perform(environment: [String: String], sink: LogSink, output: CommandOutput) async throws -> Int32 {
    let configuration = try options.configuration(environment: environment)
    let report = ProgressReport(
      isShown: configuration.showsProgress, format: configuration.logging.format, sink: sink, environment: environment)
    let push = Push(FilePath(archive), configuration, report: report)
    output.print(try await Interruption.ending { () async throws(CommandError) in try await push.run() })
    return 0
  }
}
