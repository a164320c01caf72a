internal import ArgumentParser
internal import FoundationEssentials
internal import Glibc
internal import Hummingbird
internal import Logging
internal import ModelFormat
internal import ServiceLifecycle
internal import Shared
internal import SystemPackage

/// `APIServer`: serves a trained model over HTTP.
@main
struct Serve: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "APIServer",
    abstract: "Serves a trained Rasa model over HTTP, and swaps it when a new one appears.",
    discussion: "Flags win over the environment variables in brackets, and these over the defaults.",
    version: "Souffleur APIServer, as Rasa \(ModelVersion.reference)")

  @OptionGroup var arguments: ServeArguments

  /// Exit status 0 after a graceful shutdown, 1 when the server could not do its work, 2 for bad usage or configuration.
  static func main() async {
    // A write to a reader that is gone is an error where it happens, not the end of the process.
    signal(SIGPIPE, SIG_IGN)
    do {
      var command = try parseAsRoot()
      if let serve = command as? Serve { try await serve.run() } else { try command.run() }
    } catch let error as UsageError {
      fail(error.description, status: 2)
    } catch let error as StartError {
      fail(error.description, status: error.isUsage ? 2 : 1)
    } catch  where exitCode(for: error).isSuccess {
      exit(withError: error)
    } catch {
      fail(message(for: error), status: 2)
    }
  }

  /// Runs the server to its end.
  func run() async throws {
    let environment = ProcessInfo.processInfo.environment
    let configuration = try ServerConfiguration(arguments, environment: environment)
    let files = try ServerFiles(configuration, environment: environment)
    let log: LogSink
    do { log = try configuration.logging.bootstrap() } catch { throw StartError.logging(error) }
    let logger = Logger(label: "server")
    let client = HTTPClient()
    defer { client.shutdown() }
    let group = try Self.build(configuration, files: files, environment: environment, client: client, log: log, logger: logger)
    do {
      try await group.run()
    } catch {
      throw StartError.failed(interface: configuration.interface, port: configuration.port, reason: "\(error)")
    }
    logger.info("stopped")
  }

  private static func fail(_ sentence: String, status: Int32) {
    _ = try? FileDescriptor.standardError.writeAll("APIServer: \(sentence)\n".utf8)
    Glibc.exit(status)
  }
}
