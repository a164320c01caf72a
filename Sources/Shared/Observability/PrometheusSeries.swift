/// One series of a family.
enum PrometheusSeries: Sendable {
  case counter(PrometheusCounter)
  case gauge(PrometheusGauge)
  case histogram(PrometheusHistogram)
}

extension PrometheusSeries {
  /// Whether this is that very gauge.
  func isGauge(_ handler: AnyObject) -> Bool { if case .gauge(let gauge) = self { gauge === handler } else { false } }
}
