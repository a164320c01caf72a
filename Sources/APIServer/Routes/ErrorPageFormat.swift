/// Which format of an error page suits a request: the rules by which Rasa's HTTP layer chooses.
enum ErrorPageFormat: String, Equatable {
  case html = "text/html"
  case json = "application/json"
  case text = "text/plain"

  /// - Parameters:
  ///   - accept: the `Accept` header. A client that prefers HTML gets HTML, one that takes JSON gets JSON, one that says
  ///     nothing gets text, and the rest get HTML.
  ///   - contentType: a request that sends JSON gets JSON, if it does not rule that out.
  init(accept: String?, contentType: String?) {
    let ranges = accept.map(MediaRange.ranges) ?? []
    let sendsJSON = contentType?.split(separator: ";", omittingEmptySubsequences: false).first == "application/json"
    let choice: Self =
      if ranges.first?.name == Self.html.rawValue {
        .html
      } else if sendsJSON || ranges.contains(where: { $0.name == Self.json.rawValue }) {
        .json
      } else {
        ranges.isEmpty ? .text : .html
      }
    guard !ranges.isEmpty, !ranges.contains(where: { $0.covers(choice.rawValue) }) else {
      self = choice
      return
    }
    self = ranges.lazy.compactMap { Self(rawValue: $0.name) }.first ?? .html
  }
}

/// One entry of an `Accept` header.
private struct MediaRange {
  let name: String
  let quality: Double

  /// The entries, most wanted first; wildcards after what they would cover.
  static func ranges(of header: String) -> [MediaRange] {
    let ranges = header.split(separator: ",").map { MediaRange(String($0)) }.filter { !$0.name.isEmpty }
    return ranges.enumerated().sorted { left, right in
      (left.element.quality, left.element.precision, -left.offset) > (right.element.quality, right.element.precision, -right.offset)
    }.map(\.element)
  }

  private init(_ entry: String) {
    let parts = entry.split(separator: ";").map { $0.filter { $0 != " " && $0 != "\t" }.lowercased() }
    name = parts.first ?? ""
    quality = parts.dropFirst().first { $0.hasPrefix("q=") }.flatMap { Double($0.dropFirst(2)) } ?? 1
  }

  private var precision: Int { name == "*/*" ? 0 : name.hasSuffix("/*") ? 1 : 2 }

  func covers(_ type: String) -> Bool {
    name == type || name == "*/*" || (name.hasSuffix("/*") && type.hasPrefix(name.dropLast()))
  }
}
