/// The series of one name.
struct PrometheusFamily: Sendable {
  /// The name without the suffix that its kind brings.
  let label: String
  let kind: PrometheusKind
  var series: [PrometheusLabels: PrometheusSeries] = [:]

  init(label: String, kind: PrometheusKind) {
    self.label = label
    self.kind = kind
  }

  func write(name: String, help: String?, to writer: inout PrometheusWriter) {
    writer.family(name, kind, help: help)
    for (labels, series) in series.sorted(by: { $0.key.text < $1.key.text }) {
      switch series {
      case .counter(let counter): writer.sample(name, labels: labels, counter.value)
      case .gauge(let gauge): writer.sample(name, labels: labels, gauge.value)
      case .histogram(let histogram): histogram.write(name: name, labels: labels, to: &writer)
      }
    }
  }
}
