internal import HTTPServing
internal import Hummingbird
internal import HummingbirdCore
internal import Logging
internal import ModelFormat
internal import NIOCore
internal import NLU
internal import ServiceLifecycle
internal import Shared
internal import UnixSignals

extension Serve {
  /// Puts the server together: the one place that knows all of its parts.
  /// - Parameters:
  ///   - environment: for the settings that components of Rasa take from there.
  ///   - client: lives as long as the server.
  static func build(
    _ configuration: ServerConfiguration, files: ServerFiles, environment: [String: String], client: HTTPClient, log: LogSink,
    logger: Logger
  ) throws(StartError) -> ServiceGroup {
    let registry = PrometheusRegistry()
    describeMetrics(in: registry)
    let memoryReturn = MemoryReturn.process
    let current = CurrentModel()
    let access = RemoteAccess.server(client: client, environment: environment, logger: logger)
    let longMessages = WorkerThreads(count: System.coreCount, niceness: 5)
    let limits = configuration.limits
    let loader = ModelLoader(
      temporaryFolder: configuration.temporaryFolder,
      build: { reader in
        Result { () throws(ModelFormatError) in
          try ModelContent.load(reader, access: access, limits: limits, longMessages: longMessages)
        }
      },
      onEnd: memoryReturn.request)
    let conversations = ConversationParts(
      configuration, files, current: current, client: client, registry: registry, logger: logger)
    let gate = AcceptanceGate(
      file: configuration.acceptanceTests, services: conversations.services, maximumPredictions: configuration.maximumPredictions,
      metrics: AcceptanceMetrics(factory: registry))
    let exchange = ModelExchange(
      current: current, loader: loader, gate: gate, metrics: ModelMetrics(factory: registry), logger: logger,
      releaseMemory: memoryReturn.request)
    let watcher = GenerationWatcher(
      location: LocalModelLocation(path: configuration.model, servesArchives: files.endpoints.modelServer == nil),
      events: InotifyEvents(path: configuration.model), exchange: exchange, outbox: outbox(configuration, logger), logger: logger)
    let pull = ModelServerPull(exchange: exchange, temporaryFolder: configuration.temporaryFolder) { endpoint, policy in
      ModelServerSource(endpoint, client: client, addressPolicy: policy)
    }
    let requests = RequestParts(configuration, client: client, logger: logger)
    let draining = Draining(delay: configuration.shutdownDelay)
    let routes = RouteTable(
      enablesAPI: configuration.enablesAPI, current: current, exchange: exchange, pull: pull,
      configuredServer: files.endpoints.modelServer.map { pull.source(of: $0) }, agent: conversations.agent,
      channels: conversations.channels, draining: draining, requests: requests, limits: limits, longMessages: longMessages,
      registry: registry, logger: logger)
    let responder = APIResponder(
      routes: routes, access: configuration.access, crossOrigin: try crossOrigin(configuration),
      deadlines: requests.deadlines, largeRequests: longMessages, metrics: RequestMetrics(factory: registry), logger: logger)

    let credentials = try tlsCredentials(configuration, logger)
    announce(files, configuration, logger)
    // The framework says where it listens, too; what it has to say beyond that begins at warnings.
    var frameworkLogger = Logger(label: "http")
    if configuration.logging.level > .debug { frameworkLogger.logLevel = .warning }
    var application = Application(
      responder: responder,
      server: HTTPServerBuilder { responder in
        LoopBoundHTTP1(limits: configuration.connections, credentials: credentials, draining: draining, responder: responder)
      },
      configuration: .init(
        address: .hostname(configuration.interface, port: configuration.port),
        availableConnectionsDelegate: .maximum(connectionLimit(configuration, logger), logger: frameworkLogger)),
      services: [memoryReturn, watcher, conversations.reminders, requests.deferred, requests.deadlines],
      onServerRunning: { channel in
        let port = channel.localAddress?.port ?? configuration.port
        requests.addresses.listens(on: channel.localAddress)
        logger.info("listening on \(configuration.tls == nil ? "http" : "https")://\(configuration.interface):\(port)")
      }, logger: frameworkLogger)
    application.beforeServerStarts { await watcher.firstLook() }
    // They stop in the opposite order: the server goes on while it drains.
    var services: [any Service] = [Rereading(log: log, credentials: credentials, logger: logger), application, draining]
    if let credentials { services.insert(credentials, at: 0) }
    return ServiceGroup(
      configuration: .init(services: services, gracefulShutdownSignals: [.sigterm, .sigint], logger: frameworkLogger))
  }

  private static func outbox(_ configuration: ServerConfiguration, _ logger: Logger) -> ReportOutbox {
    ReportOutbox(
      folder: configuration.reportFolder, isRequired: configuration.reportDirectory != nil,
      server: ServerConfiguration.serverName(port: configuration.port), logger: logger)
  }

  /// Says what is on, and what is worth a warning.
  private static func announce(_ files: ServerFiles, _ configuration: ServerConfiguration, _ logger: Logger) {
    logger.info("\(configuration.summary)")
    if let server = files.endpoints.modelServer {
      logger.info("the models of \(server) are served as ModelSync publishes them into \(configuration.model)")
      for key in server.unknownKeys { logger.warning("endpoints.yml: models.\(key) means nothing here") }
    }
    if configuration.isOpenToStrangers {
      logger.warning("the API listens on \(configuration.interface) and asks for no authentication; --auth-token sets a token")
    }
    for warning in configuration.warnings + files.warnings { logger.warning("\(warning)") }
  }

  private static func tlsCredentials(_ configuration: ServerConfiguration, _ logger: Logger) throws(StartError) -> TLSCredentials? {
    guard let files = configuration.tls else { return nil }
    do { return try TLSCredentials(files, logger: logger) } catch { throw .tls(error) }
  }

  /// As many connections as were allowed, and as the system has descriptors for.
  private static func connectionLimit(_ configuration: ServerConfiguration, _ logger: Logger) -> Int {
    let descriptors = OpenFileLimit.raise()
    // Models, logs, the action server and the like take some.
    let limit = min(configuration.connections.connections, max(descriptors - 256, 16))
    if limit < configuration.connections.connections {
      logger.warning("the system allows \(descriptors) open files, so \(limit) connections at a time are served")
    }
    return limit
  }

  private static func crossOrigin(_ configuration: ServerConfiguration) throws(StartError) -> CrossOrigin? {
    guard !configuration.origins.isEmpty else { return nil }
    do { return try CrossOrigin(configuration.origins) } catch { throw .origin(error) }
  }
}
