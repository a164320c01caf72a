internal import Hummingbird
internal import JSON
package import Shared

/// `GET /healthz`, `/readyz` and `/metrics`: what an operator's machinery asks.
package enum HealthRoutes {
  /// The process is alive.
  package static let health = Route(.get, "/healthz", isOpen: true) { _ in
    var json = JSONWriter()
    json.object { json in json.member("status", "ok") }
    return .json(json)
  }

  /// A model is loaded and answers; 503 until then, and once the server is about to stop.
  package static func readiness(of current: CurrentModel, unless draining: Draining = Draining()) -> Route {
    Route(.get, "/readyz", isOpen: true) { _ in
      let value = current.value
      let isReady = value.model != nil && !draining.isOn
      var json = JSONWriter()
      json.object { json in
        json.member("ready", isReady)
        if draining.isOn { json.member("reason", "the server is stopping") }
        if let model = value.model {
          json.member("model_file", model.fileName)
          json.member("model_id", model.modelID)
          json.member("generation", model.generation?.description)
        } else if !draining.isOn {
          json.member("reason", "no model is loaded")
        }
        if let failure = value.failure { json.member("load_failure", .object(failure.outline)) }
      }
      return .json(json, status: isReady ? .ok : .serviceUnavailable)
    }
  }

  /// Every metric, as Prometheus reads it.
  package static func metrics(of registry: PrometheusRegistry) -> Route {
    Route(.get, "/metrics", isOpen: true) { _ in .bytes(Array(registry.text().utf8), type: PrometheusRegistry.contentType) }
  }
}
