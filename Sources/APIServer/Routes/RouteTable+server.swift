package import Logging
package import Shared

extension RouteTable {
  /// Everything that the server serves.
  /// - Parameters:
  ///   - enablesAPI: without it there is only what Rasa serves then, the greeting and the channels, beside the operator's endpoints.
  ///   - configuredServer: `models` of endpoints.yml.
  ///   - requests: what holds for requests of all kinds.
  package init(
    enablesAPI: Bool, current: CurrentModel, exchange: ModelExchange, pull: ModelServerPull, configuredServer: (any ModelSource)?,
    agent: Agent, channels: InputChannels, draining: Draining = Draining(), requests: RequestParts, limits: RequestLimits,
    longMessages: WorkerThreads, registry: PrometheusRegistry, logger: Logger
  ) {
    var routes = [
      StatusRoutes.greeting, HealthRoutes.health, HealthRoutes.readiness(of: current, unless: draining), HealthRoutes.metrics(of: registry),
    ]
    routes += channels.routes(agent: agent, limits: limits, logger: logger)
    guard enablesAPI else {
      self.init(routes)
      return
    }
    routes += [StatusRoutes.version, OpenAPIRoute.route, StatusRoutes.status(of: current), DomainRoute.route(of: current)]
    routes.append(ParseRoute(current: current, limits: limits, longMessages: longMessages, metrics: registry).route)
    routes.append(PredictRoute(current: current, agent: agent, limits: limits).route)
    let evaluation = EvaluationRoutes(current: current, agent: agent, limits: limits)
    routes += [requests.deferred.route(evaluation.intentsRoute), evaluation.storiesRoute]
    routes +=
      ModelRoutes(
        exchange: exchange, pull: pull, configuredServer: configuredServer, addresses: requests.addresses,
        maximumBodyBytes: limits.bodyBytes
      ).routes
    routes.append(requests.deferred.route(TrainRoute.route))
    self.init(
      routes, ConversationRoutes(agent: agent, current: current, channels: channels.outputs, limits: limits).routes)
  }
}
