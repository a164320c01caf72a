package import Metrics
internal import Synchronization

/// Counts turns, how long they took, and how many wait for one before them.
package final class TurnMetrics: Sendable {
  private struct Series {
    let count: Counter
    let failures: Counter
    let duration: Timer
  }

  private let series: [TurnOrigin: Series]
  private let waiting: Gauge
  private let waitingCount = Mutex(0)

  package init(factory: any MetricsFactory) {
    var series: [TurnOrigin: Series] = [:]
    for origin in [TurnOrigin.rest, .callback, .api, .reminder] {
      let labels = [("origin", origin.rawValue)]
      series[origin] = Series(
        count: Counter(label: "api_server_turns_total", dimensions: labels, factory: factory),
        failures: Counter(label: "api_server_turn_failures_total", dimensions: labels, factory: factory),
        duration: Timer(label: "api_server_turn_duration_seconds", dimensions: labels, factory: factory))
    }
    self.series = series
    waiting = Gauge(label: "api_server_turns_waiting", factory: factory)
    waiting.record(0)
  }

  func ended(_ origin: TurnOrigin, after duration: Duration) {
    series[origin]?.count.increment()
    series[origin]?.duration.record(duration: duration)
  }

  func failed(_ origin: TurnOrigin) { series[origin]?.failures.increment() }

  func beganWaiting() { change(by: 1) }
  func endedWaiting() { change(by: -1) }

  private func change(by difference: Int) {
    waitingCount.withLock { count in
      count += difference
      waiting.record(count)
    }
  }
}
