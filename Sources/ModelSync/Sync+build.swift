internal import FoundationEssentials
internal import Hummingbird
internal import Logging
internal import Metrics
internal import ServiceLifecycle
internal import Shared
internal import UnixSignals

// What ModelSync is made of, in one place.
extension Sync {
  /// Runs until the end, and says with which status to exit.
  static func run(_ configuration: SyncConfiguration) async -> Int32 {
    let logger = Logger(label: "sync")
    for warning in configuration.warnings { logger.warning("\(warning)") }
    let directory = ModelDirectory(path: configuration.modelDirectory)
    do {
      let lock = try DirectoryLock(directory)
      let status = try await run(configuration, directory: directory, logger: logger)
      // Held to here: nobody else writes the directory while this process does.
      _ = consume lock
      return status
    } catch let error as DirectoryLockError {
      return fail("\(error)", configuration, logger)
    } catch {
      return fail("it ended with an error: \(error)", configuration, logger)
    }
  }

  private static func run(_ configuration: SyncConfiguration, directory: ModelDirectory, logger: Logger) async throws -> Int32 {
    let client = HTTPClient(configuration: .init(userAgent: "ModelSync/\(Version.number)"))
    defer { client.shutdown() }
    let source: any ModelSource
    do {
      source = try await Self.source(configuration, client: client)
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
      crashPoints: configuration.crashPoints, inbox: inbox, board: board, logger: logger)
    let state = SyncState(
      source: source.summary, interval: configuration.interval, backoff: configuration.backoff,
      memory: SyncMemoryFile(directory).read())
    if configuration.isOnce { return try await once(puller, state: state, logger: logger) }

    logger.notice(
      "keeping models in sync",
      metadata: [
        "source": "\(source.summary)", "directory": "\(directory.path)",
        "interval": configuration.interval.map { "\($0.seconds) s" } ?? "once",
      ])
    let requests = PullRequests()
    var services: [any Service] = [SyncLoop(puller: puller, state: state, requests: requests)]
    if let inbox {
      do throws(SyncFailure) { try inbox.prepare() } catch {
        logger.warning("servers have nowhere to report to", metadata: ["reason": "\(error)"])
      }
      services.append(ReportWatch(inbox, directory: directory, requests: requests, board: board))
    }
    if let address = configuration.status {
      let router = StatusRoutes.router(board: board, requests: requests, metrics: { registry.text() + metrics.generationInfo })
      services.append(statusServer(router, address: address, logger: logger))
    }
    try await group(services, logger: logger).run()
    return 0
  }

  private static func once(_ puller: Puller, state: SyncState, logger: Logger) async throws -> Int32 {
    let service = OneShot(puller: puller, state: state)
    let configuration = ServiceGroupConfiguration.ServiceConfiguration(
      service: service, successTerminationBehavior: .gracefullyShutdownGroup)
    let group = ServiceGroup(
      configuration: .init(services: [configuration], gracefulShutdownSignals: [.sigterm, .sigint], logger: quiet(logger)))
    try await group.run()
    guard let outcome = service.outcome else { return 1 }
    print(outcome.line(source: puller.source.summary))
    return outcome.isNewest ? 0 : 1
  }

  private static func source(_ configuration: SyncConfiguration, client: HTTPClient) async throws -> any ModelSource {
    switch configuration.source {
    case .remote(let storage): try await storage.source(client: client, limits: configuration.downloadLimits)
    case .modelServer(let endpoint): ModelServerSource(endpoint, client: client, limits: configuration.downloadLimits)
    case .local(let path): LocalModelSource(path: path, maximumBytes: configuration.downloadLimits.maximumBytes)
    }
  }

  private static func group(_ services: [any Service], logger: Logger) -> ServiceGroup {
    ServiceGroup(configuration: .init(services: services, gracefulShutdownSignals: [.sigterm, .sigint], logger: quiet(logger)))
  }

  private static func statusServer(
    _ router: Router<BasicRequestContext>, address: SyncConfiguration.StatusAddress, logger: Logger
  ) -> some Service {
    Application(
      router: router, configuration: .init(address: .hostname(address.host, port: address.port), serverName: "ModelSync"),
      onServerRunning: { channel in
        let port = channel.localAddress?.port ?? address.port
        logger.notice("status is served", metadata: ["host": "\(address.host)", "port": "\(port)"])
      },
      logger: quiet(logger))
  }

  /// The libraries' own remarks, down to their warnings, interest nobody who does not ask for them.
  private static func quiet(_ logger: Logger) -> Logger {
    var quiet = logger
    quiet.logLevel = max(logger.logLevel, .warning)
    return quiet
  }

  private static func fail(_ sentence: String, _ configuration: SyncConfiguration, _ logger: Logger) -> Int32 {
    logger.error("\(sentence)")
    if configuration.isOnce { print("failed: \(sentence)") }
    return 1
  }
}
