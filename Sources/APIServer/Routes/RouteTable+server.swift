package import Logging
package import Shared

extension RouteTable {
  /// Everything that the server serves.
  /// - Parameters:
  ///   - enablesAPI: without it there is only what Rasa serves then, the greeting and the channels, beside the operator's endpoints.
  ///   - configuredServer: `models` of endpoints.yml.
  package init(
    enablesAPI: Bool, current: CurrentModel, exchange: ModelExchange, pull: ModelServerPull, configuredServer: (any ModelSource)?,
    agent: Agent, channels: InputChannels, limits: RequestLimits, longMessages: WorkerThreads, registry: PrometheusRegistry,
    logger: Logger
  ) {
    var routes = [StatusRoutes.greeting, HealthRoutes.health, HealthRoutes.readiness(of: current), HealthRoutes.metrics(of: registry)]
    routes += channels.routes(agent: agent, limits: limits, logger: logger)
    guard enablesAPI else {
      self.init(routes)
      return
    }
    routes += [StatusRoutes.version, StatusRoutes.status(of: current), DomainRoute.route(of: current)]
    routes.append(ParseRoute(current: current, limits: limits, longMessages: longMessages, metrics: registry).route)
    routes.append(PredictRoute(current: current, agent: agent, limits: limits).route)
    routes += EvaluationRoutes(current: current, agent: agent, limits: limits).routes
    routes += ModelRoutes(exchange: exchange, pull: pull, configuredServer: configuredServer, maximumBodyBytes: limits.bodyBytes).routes
    self.init(
      routes, ConversationRoutes(agent: agent, current: current, channels: channels.outputs, limits: limits).routes)
  }
}
