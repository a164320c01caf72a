import TestSupport

/// What one period of load showed.
struct LoadMeasurement: Sendable {
  let perSecond: Double
  let p50: Double
  let p99: Double
  let failures: Int

  /// - Parameter duration: from the first request to the last answer. Latencies become milliseconds.
  init(report: LoadReport, duration: Duration) {
    perSecond = Double(report.latencies.count) / (duration / .seconds(1))
    p50 = (report.percentile(0.5) ?? .zero) / .milliseconds(1)
    p99 = (report.percentile(0.99) ?? .zero) / .milliseconds(1)
    failures = report.failures.count
  }

  /// Of each figure the median over several periods; failures add up.
  init(medianOf measurements: [LoadMeasurement]) {
    func median(_ values: [Double]) -> Double { values.isEmpty ? .nan : values.sorted()[values.count / 2] }
    perSecond = median(measurements.map(\.perSecond))
    p50 = median(measurements.map(\.p50))
    p99 = median(measurements.map(\.p99))
    failures = measurements.reduce(0) { $0 + $1.failures }
  }
}
