internal import FoundationEssentials
internal import Logging
internal import Metrics
internal import ServiceLifecycle
internal import Shared
internal import UnixSignals

// What ModelSync is made of, in one place.
extension Sync {
  /// Runs until the end, and says with which status to exit.
  static func run(_ configuration: SyncConfiguration, report: ProgressReport) async -> Int32 {
    let logger = Logger(label: "sync")
    for warning in configuration.warnings { logger.warning("\(warning)") }
    if configuration.isDryRun { return await dryRun(configuration, report: report, logger: logger) }
    let directory = ModelDirectory(path: configuration.modelDirectory)
    do {
      let hold = try DirectoryHold(directory)
      // Held to the end: nobody else writes the directory while this process does.
      defer { withExtendedLifetime(hold) {} }
      return try await run(configuration, directory: directory, hold: hold, report: report, logger: logger)
    } catch let error as DirectoryLockError {
      return fail("\(error)", configuration, logger)
    } catch {
      return fail("it ended with an error: \(error)", configuration, logger)
    }
  }

  private static func run(
    _ configuration: SyncConfiguration, directory: ModelDirectory, hold: DirectoryHold, report: ProgressReport, logger: Logger
  ) async throws -> Int32 {
    let client = HTTPClient(configuration: .init(userAgent: "ModelSync/\(Version.number)"))
    defer { client.shutdown() }
    let source: any ModelSource
    do {
      source = ReportedSource(try await Self.source(configuration, client: client), report)
    } catch let error as RemoteStorageError {
      _ = fail("\(error)", configuration, logger)
      return 2
    }
    let registry = PrometheusRegistry()
    for (label, help) in SyncMetrics.descriptions { registry.describe(label, help: help) }
    MetricsSystem.bootstrap(registry)
    let metrics = SyncMetrics(factory: registry)
    let board = StatusBoard(SyncStatus(source: source.summary, startedAt: Date()), metrics: metrics)
    // No server has seen what `--once` has published when it ends.
    let inbox = configuration.isOnce ? nil : ReportInbox(directory)
    let puller = Puller(
      source: source, directory: directory, limits: configuration.archiveLimits, pruning: configuration.pruning,
      trust: configuration.trust, check: configuration.check, crashPoints: configuration.crashPoints, hold: hold,
      inbox: inbox, board: board, logger: logger)
    let state = SyncState(
      source: source.identity, interval: configuration.interval, backoff: configuration.backoff,
      firstDelayLimit: configuration.firstDelayLimit, jitter: configuration.jitter, memory: puller.memoryFile.read())
    let notifier = configuration.notification.map { Notifier($0, client: client, factory: registry, logger: logger) }
    if configuration.isOnce { return try await once(puller, directory, state: state, notifier: notifier, logger: logger) }

    logger.notice(
      "keeping models in sync",
      metadata: [
        "source": "\(source.summary)", "directory": "\(directory.path)",
        "interval": configuration.interval.map { "\($0.seconds) s" } ?? "once",
      ])
    let requests = PullRequests()
    var services: [any Service] = [PinWatch(directory, puller: puller)]
    if let notifier { services.append(notifier) }
    if let inbox {
      do throws(SyncFailure) { try inbox.prepare() } catch {
        logger.warning("servers have nowhere to report to", metadata: ["reason": "\(error)"])
      }
      services.append(ReportWatch(inbox, directory: directory, requests: requests, board: board))
    }
    if let address = configuration.status {
      services.append(
        StatusServer.service(
          board: board, requests: requests, metrics: { registry.text() + metrics.generationInfo }, address: address, logger: logger))
    }
    // Services are told to end from the last to the first, each once the one after it has ended: whoever waits for a pull is freed by
    // the loop alone.
    services.append(SyncLoop(puller: puller, state: state, requests: requests, notifier: notifier))
    try await group(services, logger: logger).run()
    return 0
  }

  private static func once(
    _ puller: Puller, _ directory: ModelDirectory, state: SyncState, notifier: Notifier?, logger: Logger
  ) async throws -> Int32 {
    let service = OneShot(puller: puller, state: state)
    try await runToItsEnd(service, beside: [PinWatch(directory, puller: puller)], logger: logger)
    guard let outcome = service.outcome else { return 1 }
    print(outcome.line(source: puller.source.summary))
    if case .published(let generation) = outcome, let notifier {
      notifier.published(generation)
      notifier.finish()
      try await runToItsEnd(notifier, logger: logger)
    }
    return outcome.isNewest ? 0 : 1
  }

  static func source(_ configuration: SyncConfiguration, client: HTTPClient) async throws -> any ModelSource {
    let source: any ModelSource =
      switch configuration.source {
      case .remote(let storage): try await storage.source(client: client, limits: configuration.downloadLimits)
      case .modelServer(let endpoint): ModelServerSource(endpoint, client: client, limits: configuration.downloadLimits)
      case .local(let path): LocalModelSource(path: path, maximumBytes: configuration.downloadLimits.maximumBytes)
      }
    return configuration.trust.keys.isEmpty ? source : SignedModelSource(source, suffix: configuration.signatureSuffix)
  }

  private static func runToItsEnd(_ service: some Service, beside others: [any Service] = [], logger: Logger) async throws {
    typealias Configuration = ServiceGroupConfiguration.ServiceConfiguration
    let last = Configuration(service: service, successTerminationBehavior: .gracefullyShutdownGroup)
    try await ServiceGroup(
      configuration: .init(
        services: others.map { Configuration(service: $0) } + [last], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger.quiet)
    ).run()
  }

  private static func group(_ services: [any Service], logger: Logger) -> ServiceGroup {
    ServiceGroup(configuration: .init(services: services, gracefulShutdownSignals: [.sigterm, .sigint], logger: logger.quiet))
  }

  static func fail(_ sentence: String, _ configuration: SyncConfiguration, _ logger: Logger) -> Int32 {
    logger.error("\(sentence)")
    if configuration.isOnce { print("failed: \(sentence)") }
    return 1
  }
}
