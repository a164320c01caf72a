package import ArgumentParser
internal import Foundation
internal import Shared
internal import SystemPackage

/// ModelSync: keeps a directory of models in sync with the place where models are published, and the commands around that.
@main
package struct Sync: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "ModelSync",
    abstract: "Keeps a directory of trained models in sync with a model server, a cloud's storage or a folder.",
    version: Version.number,
    subcommands: [
      RunCommand.self, ListCommand.self, VerifyCommand.self, PinCommand.self, UnpinCommand.self, RollbackCommand.self, PushCommand.self,
    ],
    defaultSubcommand: RunCommand.self)

  package init() {}

  /// Exit status 0 for success, 1 when the newest model could not be published or a command failed, 2 for bad usage or configuration.
  package static func main() async {
    // A write to a reader that is gone is an error where it happens, not the end of the process.
    signal(SIGPIPE, SIG_IGN)
    let environment = ProcessInfo.processInfo.environment
    do {
      switch try parseAsRoot() {
      case let command as RunCommand:
        let configuration = try SyncConfiguration(command.options, environment: environment)
        let sink = try configuration.logging.bootstrap()
        let report = ProgressReport(
          isShown: configuration.showsProgress, format: configuration.logging.format, sink: sink, environment: environment)
        Foundation.exit(await run(configuration, report: report))
      case let command as any Subcommand:
        Foundation.exit(await perform(command, environment: environment))
      case var command:
        // `help`.
        try command.run()
        Foundation.exit(0)
      }
    } catch let error as SyncConfigurationError {
      CommandOutput().complain("\(error)")
      Foundation.exit(2)
    } catch let error as LoggingError {
      CommandOutput().complain("\(SyncConfigurationError.logging(error))")
      Foundation.exit(2)
    } catch {
      let isAsked = exitCode(for: error).isSuccess
      print(message(for: error), to: isAsked ? .standardOutput : .standardError)
      Foundation.exit(isAsked ? 0 : 2)
    }
  }

  private static func perform(_ command: any Subcommand, environment: [String: String]) async -> Int32 {
    let output = CommandOutput()
    do {
      let sink = try command.logging(environment: environment).bootstrap()
      return try await command.perform(environment: environment, sink: sink, output: output)
    } catch {
      output.complain("\(error)")
      return error is SyncConfigurationError ? 2 : 1
    }
  }

  /// The options of a pull are what most who ask for help look for.
  private static func message(for error: any Error) -> String {
    let isWhole = ["--help", "-h"].contains(CommandLine.arguments.dropFirst().first) && CommandLine.arguments.count == 2
    return isWhole ? helpMessage(for: RunCommand.self) : fullMessage(for: error)
  }

  private static func print(_ text: String, to stream: FileDescriptor) {
    _ = try? stream.writeAll(Array((text + "\n").utf8))
  }
}
