internal import ArgumentParser
internal import Logging
package import Shared
package import SystemPackage

/// What the server is told at its start: flags first, then the environment, then defaults.
package struct ServerConfiguration: Sendable {
  /// The folder or archive that is served.
  package var model: FilePath = "models"
  package var endpoints: FilePath = "endpoints.yml"
  /// Whether the endpoints file was asked for, so that its absence is an error.
  package var requiresEndpoints = false
  package var credentials: FilePath = "credentials.yml"
  /// Whether the credentials file was asked for, so that its absence is an error.
  package var requiresCredentials = false
  package var interface = "0.0.0.0"
  package var port = 5_005
  /// Whether Rasa's HTTP API is served, beside `/`, the channels and the operator's endpoints.
  package var enablesAPI = false
  /// Who may use the API.
  package var access = AccessControl()
  /// The origins of cross-origin requests; empty for none.
  package var origins: [String] = []
  package var limits = RequestLimits()
  /// An answer that takes longer is 503.
  package var responseTimeout = Duration.seconds(3_600)
  /// How long a request may take to arrive.
  package var requestTimeout = Duration.seconds(300)
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

  /// The defaults.
  package init() {}

  /// Whether other machines can use the API without showing anything.
  package var isOpenToStrangers: Bool {
    enablesAPI && access.isOpen && interface != "localhost" && interface != "::1" && !interface.hasPrefix("127.")
  }
}

extension ServerConfiguration {
  /// - Throws: `UsageError`, naming the flag and its twin.
  init(_ arguments: ServeArguments, environment: [String: String]) throws(UsageError) {
    let environment = EnvironmentTwins(environment, prefix: "API_SERVER_")
    if let path = arguments.model ?? environment.text("MODEL") { model = FilePath(path) }
    if let path = arguments.endpoints ?? environment.text("ENDPOINTS") {
      endpoints = FilePath(path)
      requiresEndpoints = true
    }
    if let path = arguments.credentials ?? environment.text("CREDENTIALS") {
      credentials = FilePath(path)
      requiresCredentials = true
    }
    interface = arguments.interface ?? environment.text("INTERFACE") ?? interface
    port = try environment.integer("PORT", unless: arguments.port) ?? port
    guard 0...65_535 ~= port else { throw UsageError("--port (API_SERVER_PORT) must be between 0 and 65535") }
    enablesAPI = try environment.flag("ENABLE_API", unless: arguments.enableAPI)
    access = try AccessControl(arguments, environment)
    origins = arguments.cors.isEmpty ? environment.list("CORS") : arguments.cors
    try setLimits(arguments, environment)
    try setRequests(arguments.requests, environment)
    maximumPredictions = try Self.maximumPredictions(environment) ?? maximumPredictions
    compressesActionRequests = try environment.plainFlag("COMPRESS_ACTION_SERVER_REQUEST")
    if let folder = environment.plain("TMPDIR") { temporaryFolder = FilePath(folder) }
    logging = try Self.logging(arguments, environment)
  }

  private mutating func setLimits(_ arguments: ServeArguments, _ environment: EnvironmentTwins) throws(UsageError) {
    func limit(_ given: Int?, _ flag: String, _ name: String, standard: Int) throws(UsageError) -> Int {
      let value = try environment.integer(name, unless: given) ?? standard
      guard value > 0 else { throw UsageError("--\(flag) (API_SERVER_\(name)) must be greater than 0") }
      return value
    }
    limits.bodyBytes = try limit(
      arguments.maximumBodyBytes, "maximum-body-bytes", "MAXIMUM_BODY_BYTES", standard: limits.bodyBytes)
    limits.messageBytes = try limit(
      arguments.maximumMessageBytes, "maximum-message-bytes", "MAXIMUM_MESSAGE_BYTES", standard: limits.messageBytes)
    limits.messageTokens = try limit(
      arguments.maximumMessageTokens, "maximum-message-tokens", "MAXIMUM_MESSAGE_TOKENS", standard: limits.messageTokens)
    maximumAnswerBytes = try limit(
      arguments.maximumAnswerBytes, "maximum-answer-bytes", "MAXIMUM_ANSWER_BYTES", standard: maximumAnswerBytes)
  }

  private static func logging(
    _ arguments: ServeArguments, _ environment: EnvironmentTwins
  ) throws(UsageError) -> LoggingConfiguration {
    let quiet = try environment.flag("QUIET", unless: arguments.quiet)
    let debug = try environment.flag("DEBUG", unless: arguments.debug)
    let verbose = try environment.flag("VERBOSE", unless: arguments.verbose)
    guard !quiet || !(debug || verbose) else { throw UsageError("--quiet goes neither with --verbose nor with --debug") }
    let name = arguments.logFormat ?? environment.text("LOG_FORMAT") ?? LoggingFormat.text.rawValue
    guard let format = LoggingFormat(rawValue: name) else {
      throw UsageError("--log-format (API_SERVER_LOG_FORMAT) must be text or json")
    }
    let file = arguments.logFile ?? environment.text("LOG_FILE")
    return LoggingConfiguration(level: debug ? .debug : quiet ? .warning : .info, format: format, file: file.map { FilePath($0) })
  }
}

extension ServerConfiguration {
  /// What the command line and the environment together say.
  /// - Throws: `UsageError`, or what the parser of the command line says.
  package init(parsing arguments: [String], environment: [String: String]) throws {
    try self.init(ServeArguments.parse(arguments), environment: environment)
  }
}
