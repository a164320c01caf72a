package import Hummingbird

/// Cross-origin resource sharing for the origins of `--cors`, with the headers that Rasa sends.
///
/// An origin is a text that is compared without regard to case, or, when it holds one of `* \ ] ?`, a regular expression that must match
/// the whole origin; `*` alone stands for every origin.
package struct CrossOrigin: Sendable {
  /// Longer origins match nothing; no real one comes near.
  private static let maximumLength = 512

  private let allowsAll: Bool
  private let origins: [String]
  private let patterns: [OriginPattern]

  /// - Throws: `OriginPattern.Malformed` for an origin that is meant as a regular expression and is none.
  package init(_ origins: [String]) throws(OriginPattern.Malformed) {
    allowsAll = origins.contains("*")
    var patterns: [OriginPattern] = []
    for origin in origins where origin != "*" && OriginPattern.isPattern(origin) { patterns.append(try OriginPattern(origin)) }
    self.patterns = patterns
    self.origins = origins.filter { $0 != "*" && !OriginPattern.isPattern($0) }.sorted()
  }

  /// Adds the headers for an answer to `request`.
  package func mark(_ response: inout Response, for request: Request) {
    let origin = request.headers[.origin]
    guard let allowed = allowed(for: origin) else { return }
    response.headers[.accessControlAllowOrigin] = allowed
    response.headers[.accessControlExposeHeaders] = "filename"
    response.headers[.accessControlAllowCredentials] = "true"
    if allowed != "*" { response.headers[.vary] = "Origin" }
  }

  /// Adds the headers for the answer to a preflight request.
  package func markPreflight(_ response: inout Response, for request: Request) {
    mark(&response, for: request)
    guard response.headers.contains(.accessControlAllowOrigin), request.headers.contains(.accessControlRequestMethod) else { return }
    response.headers[.accessControlAllowMethods] = "DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT"
    response.headers[.accessControlAllowHeaders] = Self.sorted(request.headers[.accessControlRequestHeaders])
  }

  /// The names of headers, in the order of their bytes as Rasa gives them.
  private static func sorted(_ names: String?) -> String? {
    names?.split(separator: ",").map { $0.filter { $0 != " " && $0 != "\t" } }.filter { !$0.isEmpty }
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.joined(separator: ", ")
  }

  private func allowed(for origin: String?) -> String? {
    guard let origin else { return allowsAll ? "*" : origins.first }
    guard origin.utf8.count <= Self.maximumLength else { return nil }
    let matches = allowsAll || origins.contains { $0.lowercased() == origin.lowercased() } || patterns.contains { $0.matches(origin) }
    return matches ? origin : nil
  }
}
