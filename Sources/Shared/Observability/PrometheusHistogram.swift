import CoreMetrics
import Synchronization

/// A distribution, counted into fixed buckets.
final class PrometheusHistogram: RecorderHandler, TimerHandler, Sendable {
  private struct Counts {
    /// One for each bucket, and a last one for what is beyond all bounds.
    var buckets: [Int]
    var sum = 0.0
  }

  /// Upper bounds, ascending.
  private let bounds: [Double]
  private let counts: Mutex<Counts>

  init(buckets: [Double]) {
    bounds = buckets
    counts = Mutex(Counts(buckets: Array(repeating: 0, count: buckets.count + 1)))
  }

  func record(_ value: Int64) { record(Double(value)) }

  func record(_ value: Double) {
    let bucket = bounds.firstIndex { value <= $0 } ?? bounds.count
    counts.withLock { counts in
      counts.buckets[bucket] += 1
      counts.sum += value
    }
  }

  func recordNanoseconds(_ duration: Int64) { record(Double(duration) / 1e9) }

  /// Buckets are cumulative in the text: each counts what is no larger than its bound.
  func write(name: String, labels: PrometheusLabels, to writer: inout PrometheusWriter) {
    let counts = counts.withLock { $0 }
    var total = 0
    for (index, count) in counts.buckets.enumerated() {
      total += count
      let bound = index < bounds.count ? PrometheusWriter.number(bounds[index]) : "+Inf"
      writer.sample(name + "_bucket", labels: labels, adding: "le=\"\(bound)\"", Double(total))
    }
    writer.sample(name + "_sum", labels: labels, counts.sum)
    writer.sample(name + "_count", labels: labels, Double(total))
  }
}
