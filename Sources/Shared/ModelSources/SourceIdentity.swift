package import JSON

/// Where models come from, and which of those that are there: what fingerprints belong to.
///
/// A model server may keep many bots' models at one address and tell them apart by the query, and may call a version of each by the same ETag.
/// A query may hold secrets, so its digest stands for it.
public struct SourceIdentity: Sendable, Equatable, CustomStringConvertible {
  /// Where it is, for logs, `generation.json` and `/status`: no user, no password, no query.
  public let summary: String
  /// The beginning of the SHA-256 of the query, in hexadecimal; `nil` without one.
  public let queryDigest: String?

  /// - Parameter query: what stands behind the question mark; nothing when that is empty.
  public init(_ summary: String, query: String? = nil) {
    self.init(
      summary: summary, queryDigest: query.flatMap { $0.isEmpty ? nil : String(SHA256.hash(of: Array($0.utf8)).hexadecimal.prefix(16)) })
  }

  private init(summary: String, queryDigest: String?) {
    self.summary = summary
    self.queryDigest = queryDigest
  }

  public var description: String { summary }
}

extension SourceIdentity {
  /// Reads the members that ``members(of:)`` writes.
  package init?(json: JSONValue) {
    guard let summary = json["source"]?.string else { return nil }
    self.init(summary: summary, queryDigest: json["source_query"]?.string)
  }

  /// Writes the members `source` and, with a query, `source_query`.
  package func members(of json: inout JSONWriter) {
    json.member("source", summary)
    if let queryDigest { json.member("source_query", queryDigest) }
  }
}
