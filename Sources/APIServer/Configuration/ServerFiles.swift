internal import Shared

/// The files beside the command line: endpoints.yml and credentials.yml. Acceptance tests are only looked at, and read for each model.
struct ServerFiles: Sendable {
  let endpoints: EndpointConfiguration
  let conversations: ConversationEndpoints
  let channels: ChannelConfiguration

  /// Reads them. One that is not there is an error only where it was asked for.
  init(_ configuration: ServerConfiguration, environment: [String: String]) throws(StartError) {
    let all: ChannelConfiguration
    do throws(ConfigurationError) {
      endpoints =
        try Self.unlessMissing(configuration.requiresEndpoints) { () throws(ConfigurationError) in
          try EndpointConfiguration.read(configuration.endpoints, environment: environment)
        } ?? EndpointConfiguration()
      if let tests = configuration.acceptanceTests { _ = try AcceptanceTests.read(tests) }
      conversations = try ConversationEndpoints(endpoints)
      let credentials = try Self.unlessMissing(configuration.requiresCredentials) { () throws(ConfigurationError) in
        try ConfigurationSections.read(configuration.credentials, of: "channels", environment: environment)
      }
      if let credentials { all = try ChannelConfiguration(credentials) } else { all = ChannelConfiguration() }
    } catch {
      throw .endpoints(error)
    }
    guard let connector = configuration.connector else {
      channels = all
      return
    }
    guard let one = all.only(connector) else { throw .connector(connector) }
    channels = one
  }

  /// What is worth a warning at the start.
  var warnings: [String] { conversations.warnings + channels.warnings }

  private static func unlessMissing<Value>(
    _ isRequired: Bool, _ read: () throws(ConfigurationError) -> Value
  ) throws(ConfigurationError) -> Value? {
    do { return try read() } catch .missing where !isRequired { return nil }
  }
}
