package import Logging

/// The channels that messages come through.
package struct InputChannels: Sendable {
  package let outputs = OutputChannels()

  package init() {}

  /// The webhooks.
  package func routes(agent: Agent, limits: RequestLimits, logger: Logger) -> [Route] {
    RESTChannel(agent: agent, limits: limits, logger: logger).routes
  }
}
