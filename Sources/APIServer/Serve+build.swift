internal import Hummingbird
internal import HummingbirdCore
internal import Logging
internal import ModelFormat
internal import NIOCore
internal import NLU
internal import Shared

extension Serve {
  /// Puts the server together: the one place that knows all of its parts.
  /// - Parameters:
  ///   - environment: for the settings that components of Rasa take from there.
  ///   - client: lives as long as the server.
  static func build(
    _ configuration: ServerConfiguration, files: ServerFiles, environment: [String: String], client: HTTPClient,
    logger: Logger
  ) throws(StartError) -> Application<APIResponder> {
    let registry = PrometheusRegistry()
    describeMetrics(in: registry)
    let memoryReturn = MemoryReturn()
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
    let exchange = ModelExchange(
      current: current, loader: loader, metrics: ModelMetrics(factory: registry), logger: logger,
      releaseMemory: memoryReturn.request)
    let watcher = GenerationWatcher(
      location: LocalModelLocation(path: configuration.model, servesArchives: files.endpoints.modelServer == nil),
      events: InotifyEvents(path: configuration.model), exchange: exchange, logger: logger)
    let pull = ModelServerPull(exchange: exchange, temporaryFolder: configuration.temporaryFolder) { endpoint, policy in
      ModelServerSource(endpoint, client: client, addressPolicy: policy)
    }
    let requests = RequestParts(configuration, client: client, logger: logger)
    let conversations = ConversationParts(
      configuration, files, current: current, client: client, registry: registry, logger: logger)

    let routes = RouteTable(
      enablesAPI: configuration.enablesAPI, current: current, exchange: exchange, pull: pull,
      configuredServer: files.endpoints.modelServer.map { pull.source(of: $0) }, agent: conversations.agent,
      channels: conversations.channels, requests: requests, limits: limits, longMessages: longMessages, registry: registry, logger: logger)
    let responder = APIResponder(
      routes: routes, access: configuration.access, crossOrigin: try crossOrigin(configuration),
      deadlines: requests.deadlines, metrics: RequestMetrics(factory: registry), logger: logger)

    announce(files.endpoints.modelServer, configuration, logger)
    if configuration.isOpenToStrangers {
      logger.warning("the API listens on \(configuration.interface) and asks for no authentication; --auth-token sets a token")
    }
    for warning in files.warnings { logger.warning("\(warning)") }
    // The framework says where it listens, too; what it has to say beyond that begins at warnings.
    var frameworkLogger = Logger(label: "http")
    if configuration.logging.level > .debug { frameworkLogger.logLevel = .warning }
    var application = Application(
      responder: responder, server: HTTPServerBuilder { LoopBoundHTTP1(responder: $0) },
      configuration: .init(address: .hostname(configuration.interface, port: configuration.port)),
      services: [memoryReturn, watcher, conversations.reminders, requests.deferred, requests.deadlines],
      onServerRunning: { channel in
        let port = channel.localAddress?.port ?? configuration.port
        requests.addresses.listens(on: channel.localAddress)
        logger.info("listening on http://\(configuration.interface):\(port)")
      }, logger: frameworkLogger)
    application.beforeServerStarts { await watcher.firstLook() }
    return application
  }

  private static func announce(_ server: ModelServerEndpoint?, _ configuration: ServerConfiguration, _ logger: Logger) {
    guard let server else { return }
    logger.info("the models of \(server) are served as ModelSync publishes them into \(configuration.model)")
    for key in server.unknownKeys { logger.warning("endpoints.yml: models.\(key) means nothing here") }
  }

  private static func crossOrigin(_ configuration: ServerConfiguration) throws(StartError) -> CrossOrigin? {
    guard !configuration.origins.isEmpty else { return nil }
    do { return try CrossOrigin(configuration.origins) } catch { throw .origin(error) }
  }

  private static func describeMetrics(in registry: PrometheusRegistry) {
    registry.describe("api_server_requests_total", help: "Answers, by endpoint, method and status.")
    registry.describe("api_server_request_duration_seconds", help: "From a request's head to its answer.")
    registry.describe("api_server_parse_duration_seconds", help: "Understanding one message, without HTTP and JSON reading.")
    registry.describe("api_server_model_loads_total", help: "Models that were loaded.")
    registry.describe("api_server_model_load_failures_total", help: "Models that were there and could not be loaded.")
    registry.describe("api_server_model_swaps_total", help: "Loads that took the place of another model.")
    registry.describe("api_server_model_load_duration_seconds", help: "Reading, building and warming up one model.")
    registry.describe("api_server_turns_total", help: "Turns of conversations, by what made them happen.")
    registry.describe("api_server_turn_failures_total", help: "Turns that did not come to their end.")
    registry.describe("api_server_turn_duration_seconds", help: "A turn, from having its conversation to itself to being saved.")
    registry.describe("api_server_turns_waiting", help: "Turns that wait for one before them in their conversation.")
    registry.describe("api_server_conversations", help: "Conversations that are kept.")
    registry.describe("api_server_reminders", help: "Reminders that are not due yet.")
    registry.describe("api_server_action_calls_total", help: "Calls of the action server.")
    registry.describe("api_server_action_call_failures_total", help: "Calls of the action server without an answer that can be used.")
    registry.describe("api_server_action_call_duration_seconds", help: "One call of the action server.")
    registry.describe("api_server_ready", help: "1 while a model is loaded.")
    registry.describe("api_server_model_info", help: "1 for the model that is served; former ones have no series.")
  }
}
