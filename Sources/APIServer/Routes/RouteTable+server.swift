package import Shared

extension RouteTable {
  /// Everything that the server serves.
  /// - Parameters:
  ///   - enablesAPI: without it there is only what Rasa serves then, the greeting, beside the operator's endpoints.
  ///   - configuredServer: `models` of endpoints.yml.
  package init(
    enablesAPI: Bool, current: CurrentModel, exchange: ModelExchange, pull: ModelServerPull, configuredServer: (any ModelSource)?,
    limits: RequestLimits, longMessages: WorkerThreads, registry: PrometheusRegistry
  ) {
    var routes = [StatusRoutes.greeting, HealthRoutes.health, HealthRoutes.readiness(of: current), HealthRoutes.metrics(of: registry)]
    if enablesAPI {
      routes += [StatusRoutes.version, StatusRoutes.status(of: current)]
      routes.append(ParseRoute(current: current, limits: limits, longMessages: longMessages, metrics: registry).route)
      routes += ModelRoutes(exchange: exchange, pull: pull, configuredServer: configuredServer, maximumBodyBytes: limits.bodyBytes).routes
    }
    self.init(routes)
  }
}
