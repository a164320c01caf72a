package import Metrics
package import Shared

/// Counts what became of models in their acceptance tests.
package struct AcceptanceMetrics: Sendable {
  private let counters: [GenerationReport.Verdict: Counter]

  package init(factory: any MetricsFactory) {
    var counters: [GenerationReport.Verdict: Counter] = [:]
    for verdict in GenerationReport.Verdict.allCases {
      counters[verdict] = Counter(
        label: "api_server_acceptance_runs_total", dimensions: [("verdict", verdict.rawValue)], factory: factory)
    }
    self.counters = counters
  }

  package func ended(_ verdict: GenerationReport.Verdict) { counters[verdict]?.increment() }
}
