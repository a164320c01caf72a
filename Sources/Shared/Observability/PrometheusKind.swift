/// The kinds of metric that the text format knows and that are used here.
enum PrometheusKind: String, Sendable {
  case counter
  case gauge
  case histogram
}
