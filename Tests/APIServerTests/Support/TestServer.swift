import APIServer
import Dialogue
import HTTPTypes
import Hummingbird
import JSON
import Logging
import ModelFormat
import NLU
import Shared
import SystemPackage

/// The server without its sockets, with stand-ins for the pipelines and, where a test wants one, for the model server.
struct TestServer: Sendable {
  let current = CurrentModel()
  let exchange: ModelExchange
  let locks = InMemoryLockStore()
  let trackers = InMemoryTrackerStore()
  let agent: Agent
  private let client = HTTPClient()
  let requests: RequestParts
  let registry = PrometheusRegistry(includingProcess: false)
  /// What is served.
  let endpoints: [(path: String, method: HTTPRequest.Method)]
  private let responder: APIResponder

  /// - Parameters:
  ///   - source: what every model server hands out.
  ///   - isConfigured: whether that server stands in endpoints.yml.
  init(
    origins: [String] = [], enablesAPI: Bool = true, limits: RequestLimits = RequestLimits(),
    source: any ModelSource = InMemoryModelSource(), channels: ChannelConfiguration? = nil,
    services: DialogueServices = .stub(), isConfigured: Bool = false, temporaryFolder: FilePath = "/tmp",
    access: AccessControl = AccessControl(), acceptanceTests: FilePath? = nil, configuration: ServerConfiguration = ServerConfiguration()
  ) throws {
    let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    let loader = ModelLoader(
      temporaryFolder: temporaryFolder, build: { model in .success(.stub(model.metadata.modelID)) })
    let gate = AcceptanceGate(
      file: acceptanceTests, services: services, maximumPredictions: 10, metrics: AcceptanceMetrics(factory: registry))
    exchange = ModelExchange(
      current: current, loader: loader, gate: gate, metrics: ModelMetrics(factory: registry), logger: logger)
    let pull = ModelServerPull(exchange: exchange, temporaryFolder: temporaryFolder) { _, _ in source }
    agent = Agent(
      current: current, locks: locks, trackers: trackers, services: services, maximumPredictions: 10,
      metrics: TurnMetrics(factory: registry))
    requests = RequestParts(configuration, client: client, logger: logger)
    let routes = RouteTable(
      enablesAPI: enablesAPI, current: current, exchange: exchange, pull: pull, configuredServer: isConfigured ? source : nil,
      agent: agent, channels: InputChannels(channels ?? .restAlone, client: client, logger: logger),
      requests: requests, limits: limits,
      longMessages: WorkerThreads(count: 2, niceness: 0), registry: registry,
      logger: logger)
    endpoints = routes.endpoints
    responder = APIResponder(
      routes: routes, access: access, crossOrigin: origins.isEmpty ? nil : try CrossOrigin(origins), deadlines: requests.deadlines,
      metrics: RequestMetrics(factory: registry),
      logger: logger)
  }

  /// A server that has a model already.
  static func loaded(origins: [String] = [], limits: RequestLimits = RequestLimits()) throws -> TestServer {
    let server = try TestServer(origins: origins, limits: limits)
    server.current.swap(to: .stub("one"))
    return server
  }

  /// A server whose bot greets after every message.
  static func greeting(
    limits: RequestLimits = RequestLimits(), channels: ChannelConfiguration? = nil, services: DialogueServices = .stub()
  ) throws -> TestServer {
    let server = try TestServer(limits: limits, channels: channels, services: services)
    server.current.swap(to: .greeting("one"))
    return server
  }

  /// Writes to the bot over REST.
  func write(_ message: String, as sender: String = "ada", path: String = "/webhooks/rest/webhook") async throws -> TestAnswer {
    let body: JSONValue = ["sender": .string(sender), "message": .string(message)]
    return try await ask(.post, path, body: body.jsonText)
  }

  /// Asks, and waits for the whole answer.
  func ask(
    _ method: HTTPRequest.Method, _ path: String, headers: HTTPFields = [:], body: String = ""
  ) async throws -> TestAnswer {
    try await ask(method, path, headers: headers, body: RequestBody(buffer: ByteBuffer(string: body)))
  }

  /// The same with a body that comes in parts.
  func ask(
    _ method: HTTPRequest.Method, _ path: String, headers: HTTPFields = [:], body: RequestBody
  ) async throws -> TestAnswer {
    let head = HTTPRequest(method: method, scheme: "http", authority: "test", path: path, headerFields: headers)
    let response = await responder.answer(Request(head: head, body: body))
    return TestAnswer(status: response.status.code, headers: response.headers, body: try await TestBody.bytes(of: response.body))
  }
}

/// What the server answered.
struct TestAnswer {
  let status: Int
  let headers: HTTPFields
  let body: [UInt8]

  var text: String { String(decoding: body, as: UTF8.self) }
  var json: JSONValue { get throws { try JSONParser.parse(body) } }
}

extension LoadedModel {
  static func stub(_ name: String, onEnd: @escaping @Sendable () -> Void = {}) -> LoadedModel {
    LoadedModel(content: .stub(name), fileName: "\(name).tar.gz", generation: nil, onEnd: onEnd)
  }

  static func greeting(_ name: String) -> LoadedModel {
    LoadedModel(content: .greeting(name), fileName: "\(name).tar.gz", generation: nil)
  }
}

extension ChannelConfiguration {
  /// The REST channel alone.
  static let restAlone: ChannelConfiguration = {
    var configuration = ChannelConfiguration()
    configuration.rest = "rest"
    return configuration
  }()
}
