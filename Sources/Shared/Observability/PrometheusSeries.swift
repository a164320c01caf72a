/// One series of a family.
enum PrometheusSeries: Sendable {
  case counter(PrometheusCounter)
  case gauge(PrometheusGauge)
  case histogram(PrometheusHistogram)
}
