/// Names as Prometheus allows them.
enum PrometheusName {
  /// The name of a metric: letters, digits, `_` and `:`, not beginning with a digit.
  static func sanitized(_ name: String) -> String { sanitized(name, allowing: ":") }

  /// The name of a label: without `:`; `le` and what begins with `__` are Prometheus's own.
  static func sanitizedLabel(_ name: String) -> String {
    let name = sanitized(name, allowing: "_")
    return name == "le" || name.hasPrefix("__") ? "label_" + name : name
  }

  private static func sanitized(_ name: String, allowing extra: Unicode.Scalar) -> String {
    var result = ""
    for scalar in name.unicodeScalars {
      let isDigit = ("0"..."9").contains(scalar)
      if isDigit, result.isEmpty { result += "_" }
      let isAllowed = isDigit || ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || scalar == extra
      result.unicodeScalars.append(isAllowed ? scalar : "_")
    }
    return result.isEmpty ? "_" : result
  }
}
