/// Writes Prometheus's text format.
struct PrometheusWriter {
  private(set) var text = ""

  /// Begins a family.
  mutating func family(_ name: String, _ kind: PrometheusKind, help: String?) {
    if let help {
      text += "# HELP \(name) \(help.replacing("\\", with: "\\\\").replacing("\n", with: "\\n"))\n"
    }
    text += "# TYPE \(name) \(kind.rawValue)\n"
  }

  /// One value of the family that was begun last.
  mutating func sample(_ name: String, labels: PrometheusLabels = .none, adding pair: String? = nil, _ value: Double) {
    text += "\(name)\(labels.braces(adding: pair)) \(Self.number(value))\n"
  }

  /// A number; whole ones without a fraction.
  static func number(_ value: Double) -> String {
    if value.isNaN { return "NaN" }
    if value.isInfinite { return value > 0 ? "+Inf" : "-Inf" }
    return Int64(exactly: value).map { "\($0)" } ?? "\(value)"
  }
}
