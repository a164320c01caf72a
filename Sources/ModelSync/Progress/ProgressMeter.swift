package import Shared

/// What the readings of a transfer come to: a share, a rate, the time that is left. A value, so that it can be tested without one.
package struct ProgressMeter: Sendable {
  /// The rate is that of the last few seconds.
  private static let window = Duration.seconds(5)

  private var samples: [(time: Duration, bytes: Int64)] = []
  package private(set) var latest = TransferProgress.Reading(bytes: 0, total: nil)

  package init() {}

  /// - Parameter time: since some moment that stays the same.
  package mutating func add(_ reading: TransferProgress.Reading, at time: Duration) {
    // It began anew.
    if reading.bytes < latest.bytes { samples = [] }
    latest = reading
    samples.append((time, reading.bytes))
    // The last one before the window stays: it is where the window begins.
    while samples.count > 2, samples[1].time <= time - Self.window { samples.removeFirst() }
  }

  /// From 0 to 1; `nil` while the whole is not known.
  package var share: Double? {
    latest.total.map { min(Double(latest.bytes) / Double($0), 1) }
  }

  /// `nil` until there are two readings.
  package var bytesPerSecond: Double? {
    guard let first = samples.first, let last = samples.last, last.time > first.time else { return nil }
    return Double(last.bytes - first.bytes) / (last.time - first.time).seconds
  }

  /// `nil` while it cannot be told.
  package var secondsLeft: Double? {
    guard let total = latest.total, let rate = bytesPerSecond, rate > 0 else { return nil }
    return Double(max(total - latest.bytes, 0)) / rate
  }
}
