internal import Dialogue
package import Logging
package import Shared

/// The channels that messages come through.
package struct InputChannels: Sendable {
  private let configuration: ChannelConfiguration
  private let callback: (@Sendable () -> CallbackOutputChannel)?

  package init(_ configuration: ChannelConfiguration, client: HTTPClient, logger: Logger) {
    self.configuration = configuration
    if let endpoint = configuration.callback {
      callback = { CallbackOutputChannel(endpoint, client: client, logger: logger) }
    } else {
      callback = nil
    }
  }

  /// The channels that can be written to without being asked.
  package var outputs: OutputChannels {
    guard let callback else { return OutputChannels() }
    return OutputChannels(["callback": { callback() }])
  }

  /// The webhooks.
  package func routes(agent: Agent, limits: RequestLimits, logger: Logger) -> [Route] {
    var routes: [Route] = []
    if let name = configuration.rest { routes += RESTChannel(name: name, agent: agent, limits: limits, logger: logger).routes }
    if let callback { routes += CallbackChannel(output: callback, agent: agent, limits: limits, logger: logger).routes }
    return routes
  }
}
