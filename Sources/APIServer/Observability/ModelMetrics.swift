package import Metrics
internal import Shared
internal import Synchronization

/// Counts loads and swaps, and names the model that is served.
package final class ModelMetrics: Sendable {
  private let factory: any MetricsFactory
  private let loads: Counter
  private let failures: Counter
  private let swaps: Counter
  private let loadDuration: Timer
  private let ready: Gauge
  /// The series that names the model now; the former one is taken out, lest every model ever served stay listed.
  private let info = Mutex<Gauge?>(nil)

  package init(factory: any MetricsFactory) {
    self.factory = factory
    loads = Counter(label: "api_server_model_loads_total", factory: factory)
    failures = Counter(label: "api_server_model_load_failures_total", factory: factory)
    swaps = Counter(label: "api_server_model_swaps_total", factory: factory)
    loadDuration = Timer(label: "api_server_model_load_duration_seconds", factory: factory)
    ready = Gauge(label: "api_server_ready", factory: factory)
    ready.record(0)
  }

  /// A model was loaded; a swap is a load in place of another model.
  package func loaded(in duration: Duration, isSwap: Bool) {
    loads.increment()
    if isSwap { swaps.increment() }
    loadDuration.record(duration: duration)
  }

  /// A model was there and could not be loaded.
  package func failed() { failures.increment() }

  /// What is served from now on.
  package func serves(_ model: LoadedModel?) {
    ready.record(model == nil ? 0 : 1)
    info.withLock { info in
      info?.destroy()
      info = model.map { model in
        let labels = [
          ("model_id", model.modelID), ("model_file", model.fileName), ("generation", model.generation?.description ?? ""),
        ]
        return Gauge(label: "api_server_model_info", dimensions: labels, factory: factory)
      }
      info?.record(1)
    }
  }
}
