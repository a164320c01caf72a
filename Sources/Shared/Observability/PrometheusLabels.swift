/// The labels of a series, as the text format writes them between its braces.
struct PrometheusLabels: Sendable, Hashable {
  /// Longer values are cut: they come from outside, and every scrape repeats them.
  static let maximumValueBytes = 256

  /// `method="GET",status="200"`, sorted by name; empty without labels.
  let text: String

  static let none = PrometheusLabels([])

  init(_ dimensions: [(String, String)]) {
    var seen: Set<String> = []
    let pairs = dimensions.compactMap { name, value -> (name: String, text: String)? in
      let name = PrometheusName.sanitizedLabel(name)
      return seen.insert(name).inserted ? (name, "\(name)=\"\(Self.escaped(value))\"") : nil
    }
    text = pairs.sorted { $0.name < $1.name }.map(\.text).joined(separator: ",")
  }

  /// The braces with a further label in front of the closing one.
  func braces(adding pair: String? = nil) -> String {
    let pairs = [text, pair ?? ""].filter { !$0.isEmpty }
    return pairs.isEmpty ? "" : "{" + pairs.joined(separator: ",") + "}"
  }

  private static func escaped(_ value: String) -> String {
    var result = ""
    for scalar in value.unicodeScalars {
      guard result.utf8.count < maximumValueBytes else { return result + "…" }
      switch scalar {
      case "\\": result += "\\\\"
      case "\"": result += "\\\""
      case "\n": result += "\\n"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
