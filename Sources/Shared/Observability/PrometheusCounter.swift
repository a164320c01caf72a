import CoreMetrics
import Synchronization

/// A number that only grows.
final class PrometheusCounter: CounterHandler, FloatingPointCounterHandler, Sendable {
  private let count = Mutex(0.0)

  var value: Double { count.withLock { $0 } }

  func increment(by amount: Int64) { increment(by: Double(amount)) }

  /// What is not a growth is ignored: it would read as a restart of the process.
  func increment(by amount: Double) {
    guard amount >= 0 else { return }
    count.withLock { $0 += amount }
  }

  func reset() { count.withLock { $0 = 0 } }
}
