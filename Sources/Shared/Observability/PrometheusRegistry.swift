public import CoreMetrics
import Synchronization

/// The metrics of a process, for swift-metrics to fill and for Prometheus to read (text exposition format 0.0.4).
///
///     let registry = PrometheusRegistry()
///     MetricsSystem.bootstrap(registry)
///     registry.describe("pulls", help: "Requests to the model server.")
///     Counter(label: "pulls", dimensions: [("result", "unchanged")]).increment()
///     registry.text()   // # HELP pulls_total Requests to the model server. …
///
/// Names are made Prometheus's: characters that it does not allow become `_`, counters end in `_total`, and timers are histograms in
/// seconds that end in `_seconds`. Recorders are histograms; gauges and meters are gauges.
///
/// The number of series is bounded, because labels may come from outside: what goes beyond is counted in
/// `metrics_dropped_series_total` and otherwise ignored. So is a name that is used for two kinds of metric.
public final class PrometheusRegistry: MetricsFactory, Sendable {
  /// The media type of ``text()``.
  public static let contentType = "text/plain; version=0.0.4; charset=utf-8"
  /// Upper bounds for durations in seconds, from a kernel to a download.
  public static let durationBuckets: [Double] = [
    0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60,
  ]
  /// Upper bounds for recorders that nobody described.
  public static let valueBuckets: [Double] = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 10_000, 100_000, 1_000_000]

  private struct Storage {
    var families: [String: PrometheusFamily] = [:]
    var descriptions: [String: Description] = [:]
    var seriesCount = 0
    var droppedSeries = 0
  }

  private struct Description {
    let help: String
    let buckets: [Double]?
  }

  private let storage = Mutex(Storage())
  private let maximumSeries: Int
  private let includesProcess: Bool

  /// - Parameters:
  ///   - maximumSeries: how many combinations of a name and its labels are kept.
  ///   - includingProcess: whether the process's memory, time and files are reported too; see ``ProcessMetrics``.
  public init(maximumSeries: Int = 5_000, includingProcess: Bool = true) {
    self.maximumSeries = maximumSeries
    includesProcess = includingProcess
  }

  /// Says what a metric means. Buckets count only for a histogram that has no series yet.
  /// - Parameter label: the name as swift-metrics knows it.
  public func describe(_ label: String, help: String, buckets: [Double]? = nil) {
    storage.withLock { $0.descriptions[PrometheusName.sanitized(label)] = Description(help: help, buckets: buckets?.sorted()) }
  }

  /// All metrics, in the order of their names.
  public func text() -> String {
    var writer = PrometheusWriter()
    let (families, descriptions, dropped) = storage.withLock { ($0.families, $0.descriptions, $0.droppedSeries) }
    for (name, family) in families.sorted(by: { $0.key < $1.key }) {
      family.write(name: name, help: descriptions[family.label]?.help, to: &writer)
    }
    writer.family("metrics_dropped_series_total", .counter, help: "Series that were not kept, because there were too many.")
    writer.sample("metrics_dropped_series_total", Double(dropped))
    if includesProcess { ProcessMetrics.current()?.write(to: &writer) }
    return writer.text
  }

  /// The series of a name and its labels: the same one each time; `nil` when there is no room for it.
  private func series<Series>(
    _ label: String, _ dimensions: [(String, String)], _ kind: PrometheusKind, suffix: String,
    _ make: (_ buckets: [Double]?) -> Series, wrap: (Series) -> PrometheusSeries, unwrap: (PrometheusSeries) -> Series?
  ) -> Series? {
    let label = PrometheusName.sanitized(label)
    let name = label.hasSuffix(suffix) ? label : label + suffix
    let labels = PrometheusLabels(dimensions)
    return storage.withLock { storage in
      var family = storage.families[name] ?? PrometheusFamily(label: label, kind: kind)
      if let known = family.series[labels] {
        guard let series = unwrap(known) else {
          storage.droppedSeries += 1
          return nil
        }
        return series
      }
      guard family.kind == kind, storage.seriesCount < maximumSeries else {
        storage.droppedSeries += 1
        return nil
      }
      let series = make(storage.descriptions[label]?.buckets)
      family.series[labels] = wrap(series)
      storage.families[name] = family
      storage.seriesCount += 1
      return series
    }
  }
}

// What swift-metrics asks for. A series that was dropped is answered with one that nobody reads.
extension PrometheusRegistry {
  public func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
    counter(label, dimensions)
  }

  public func makeFloatingPointCounter(label: String, dimensions: [(String, String)]) -> any FloatingPointCounterHandler {
    counter(label, dimensions)
  }

  public func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler { gauge(label, dimensions) }

  public func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
    aggregate ? histogram(label, dimensions, suffix: "", buckets: Self.valueBuckets) : gauge(label, dimensions)
  }

  public func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
    histogram(label, dimensions, suffix: "_seconds", buckets: Self.durationBuckets)
  }

  // What was counted stays: a scrape must not miss the last value of a short-lived series.
  public func destroyCounter(_ handler: any CounterHandler) {}
  public func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) {}
  public func destroyTimer(_ handler: any TimerHandler) {}

  // A gauge says how something is now. Once it is destroyed it says nothing, and makes room for another.
  public func destroyMeter(_ handler: any MeterHandler) { remove(handler) }
  public func destroyRecorder(_ handler: any RecorderHandler) { remove(handler) }

  private func remove(_ handler: AnyObject) {
    storage.withLock { storage in
      for (name, family) in storage.families where family.kind == .gauge {
        guard let labels = family.series.first(where: { $0.value.isGauge(handler) })?.key else { continue }
        storage.families[name]?.series[labels] = nil
        if family.series.count == 1 { storage.families[name] = nil }
        storage.seriesCount -= 1
        return
      }
    }
  }

  private func counter(_ label: String, _ dimensions: [(String, String)]) -> PrometheusCounter {
    series(
      label, dimensions, .counter, suffix: "_total", { _ in PrometheusCounter() }, wrap: { .counter($0) },
      unwrap: { if case .counter(let counter) = $0 { counter } else { nil } }) ?? PrometheusCounter()
  }

  private func gauge(_ label: String, _ dimensions: [(String, String)]) -> PrometheusGauge {
    series(
      label, dimensions, .gauge, suffix: "", { _ in PrometheusGauge() }, wrap: { .gauge($0) },
      unwrap: { if case .gauge(let gauge) = $0 { gauge } else { nil } }) ?? PrometheusGauge()
  }

  private func histogram(_ label: String, _ dimensions: [(String, String)], suffix: String, buckets: [Double]) -> PrometheusHistogram {
    series(
      label, dimensions, .histogram, suffix: suffix, { PrometheusHistogram(buckets: $0 ?? buckets) }, wrap: { .histogram($0) },
      unwrap: { if case .histogram(let histogram) = $0 { histogram } else { nil } }) ?? PrometheusHistogram(buckets: [])
  }
}
