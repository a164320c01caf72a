package import Metrics

/// Counts calls of the action server.
package struct ActionMetrics: Sendable {
  private let calls: Counter
  private let failures: Counter
  private let duration: Timer

  package init(factory: any MetricsFactory) {
    calls = Counter(label: "api_server_action_calls_total", factory: factory)
    failures = Counter(label: "api_server_action_call_failures_total", factory: factory)
    duration = Timer(label: "api_server_action_call_duration_seconds", factory: factory)
  }

  func ended(after duration: Duration, failed: Bool) {
    calls.increment()
    if failed { failures.increment() }
    self.duration.record(duration: duration)
  }
}
