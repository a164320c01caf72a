internal import ArgumentParser
package import HTTPServing
internal import Logging
package import Shared
package import SystemPackage

/// What the server is told at its start: flags first, then the environment, then defaults.
package struct ServerConfiguration: Sendable {
  /// The folder or archive that is served.
  package var model: FilePath = "models"
  /// Tests that every model has to stand before it is served.
  package var acceptanceTests: FilePath?
  /// Where reports on generations go, if somebody says so.
  package var reportDirectory: FilePath?
  package var endpoints: FilePath = "endpoints.yml"
  /// Whether the endpoints file was asked for, so that its absence is an error.
  package var requiresEndpoints = false
  package var credentials: FilePath = "credentials.yml"
  /// Whether the credentials file was asked for, so that its absence is an error.
  package var requiresCredentials = false
  /// The one channel that is served; `nil` for all that the credentials file names.
  package var connector: String?
  package var interface = "0.0.0.0"
  package var port = 5_005
  /// Whether Rasa's HTTP API is served, beside `/`, the channels and the operator's endpoints.
  package var enablesAPI = false
  /// Who may use the API.
  package var access = AccessControl()
  /// What HTTPS is served with; `nil` for HTTP.
  package var tls: TLSFiles?
  /// The origins of cross-origin requests; empty for none.
  package var origins: [String] = []
  package var limits = RequestLimits()
  package var connections = ConnectionLimits()
  /// How long the server goes on after it was told to stop, saying that it is not ready.
  package var shutdownDelay: Duration = .zero
  /// An answer that takes longer is 503.
  package var responseTimeout = Duration.seconds(3_600)
  /// The only hosts that requests may name; empty for all that are not always refused.
  package var outboundHosts: [OutboundHost] = []
  /// After so many actions in a row the bot waits for the user.
  package var maximumPredictions = 10
  /// Larger answers of an action server, or of one that words responses, are refused.
  package var maximumAnswerBytes = 64 << 20
  /// Whether requests to the action server are compressed.
  package var compressesActionRequests = false
  /// Archives are unpacked below it.
  package var temporaryFolder: FilePath = "/tmp"
  package var logging = LoggingConfiguration()
  /// What is worth a warning at the start.
  package var warnings: [String] = []

  /// The defaults.
  package init() {}

  /// Whether other machines can use the API without showing anything.
  package var isOpenToStrangers: Bool {
    enablesAPI && access.isOpen && interface != "localhost" && interface != "::1" && !interface.hasPrefix("127.")
  }
}

extension ServerConfiguration {
  /// - Throws: `UsageError`, naming the flag and its twin.
  init(_ arguments: ServeArguments, environment values: [String: String]) throws(UsageError) {
    let environment = EnvironmentTwins(values, prefix: "API_SERVER_")
    if let path = arguments.model ?? arguments.modelPath ?? environment.text("MODEL") { model = FilePath(path) }
    guard arguments.remoteStorage == nil else {
      throw UsageError("--remote-storage: this server reads no remote storage; ModelSync does, and publishes into the folder of --model")
    }
    if let path = arguments.endpoints ?? environment.text("ENDPOINTS") {
      endpoints = FilePath(path)
      requiresEndpoints = true
    }
    if let path = arguments.credentials ?? environment.text("CREDENTIALS") {
      credentials = FilePath(path)
      requiresCredentials = true
    }
    connector = arguments.connector ?? environment.text("CONNECTOR")
    interface = arguments.interface ?? environment.text("INTERFACE") ?? interface
    port = try environment.integer("PORT", unless: arguments.port) ?? port
    guard 0...65_535 ~= port else { throw UsageError("--port (API_SERVER_PORT) must be between 0 and 65535") }
    enablesAPI = try environment.flag("ENABLE_API", unless: arguments.enableAPI)
    access = try AccessControl(arguments.access, environment)
    tls = try TLSFiles(arguments.tls, environment)
    origins = arguments.cors.isEmpty ? environment.list("CORS") : arguments.cors
    setAcceptance(arguments.acceptance, environment)
    try setLimits(arguments.limits, environment)
    try setRequests(arguments.requests, environment)
    maximumPredictions = try Self.maximumPredictions(environment) ?? maximumPredictions
    compressesActionRequests = try environment.plainFlag("COMPRESS_ACTION_SERVER_REQUEST")
    if let folder = environment.plain("TMPDIR") { temporaryFolder = FilePath(folder) }
    try setLogging(arguments.log, environment, values)
  }
}

extension ServerConfiguration {
  private mutating func setLogging(
    _ arguments: LogArguments, _ environment: EnvironmentTwins, _ values: [String: String]
  ) throws(UsageError) {
    var file = LoggingConfiguration()
    if let path = arguments.loggingConfigFile ?? environment.text("LOGGING_CONFIG_FILE") {
      do {
        let read = try PythonLogging(FilePath(path), environment: values)
        file = read.configuration
        warnings += read.warnings
      } catch {
        throw UsageError("--logging-config-file (API_SERVER_LOGGING_CONFIG_FILE): \(error)")
      }
    }
    logging = try LoggingConfiguration(arguments, environment, besides: file)
  }
}

extension ServerConfiguration {
  /// What the command line and the environment together say.
  /// - Throws: `UsageError`, or what the parser of the command line says.
  package init(parsing arguments: [String], environment: [String: String]) throws {
    try self.init(ServeArguments.parse(arguments), environment: environment)
  }
}
