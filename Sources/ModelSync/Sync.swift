package import ArgumentParser
internal import Foundation
internal import Shared
internal import SystemPackage

/// Keeps a directory of models in sync with the place where models are published.
@main
package struct Sync: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "ModelSync",
    abstract: "Keeps a directory of trained models in sync with a model server, a cloud's storage or a folder.",
    discussion: """
      The newest model is fetched, verified, and published by one rename: `current` in the model directory always leads to a whole \
      model. When a server refuses it, in a file below `reports` there, the one before it takes its place. Every option can be given in the environment as well; the option wins.
      """,
    version: Version.number)

  @OptionGroup package var options: SyncOptions

  package init() {}

  /// Exit status 0 for success, 1 when the newest model could not be published, 2 for bad usage or configuration.
  package static func main() async {
    let options: SyncOptions
    do {
      // A write to a reader that is gone is an error where it happens, not the end of the process.
      signal(SIGPIPE, SIG_IGN)
      options = try Sync.parse().options
    } catch {
      let isAsked = exitCode(for: error).isSuccess
      print(fullMessage(for: error), to: isAsked ? .standardOutput : .standardError)
      Foundation.exit(isAsked ? 0 : 2)
    }
    let configuration: SyncConfiguration
    do {
      configuration = try SyncConfiguration(options, environment: ProcessInfo.processInfo.environment)
      try configuration.logging.bootstrap()
    } catch {
      print("ModelSync: \(error)", to: .standardError)
      Foundation.exit(2)
    }
    Foundation.exit(await run(configuration))
  }

  private static func print(_ text: String, to stream: FileDescriptor) {
    _ = try? stream.writeAll(Array((text + "\n").utf8))
  }
}
