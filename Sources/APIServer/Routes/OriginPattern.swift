/// An origin of `--cors` that is given as a regular expression.
package struct OriginPattern: Sendable {
  /// The text is no regular expression.
  package struct Malformed: Error, CustomStringConvertible {
    package let pattern: String
    package var description: String { "the origin \(pattern) of --cors is not a well-formed regular expression" }
  }

  private let text: String

  /// - Throws: `Malformed`.
  package init(_ text: String) throws(Malformed) {
    self.text = text
    guard expression != nil else { throw Malformed(pattern: text) }
  }

  /// Whether an origin is meant as a regular expression: no real origin holds these characters.
  package static func isPattern(_ origin: String) -> Bool { origin.contains { "*\\]?".contains($0) } }

  /// Compiled for every use: `Regex` may not be shared between tasks, and browsers send an `Origin` rarely enough.
  private var expression: Regex<AnyRegexOutput>? { try? Regex(text).ignoresCase() }

  /// Whether the whole of `origin` matches.
  package func matches(_ origin: String) -> Bool {
    guard let expression else { return false }
    return origin.wholeMatch(of: expression) != nil
  }
}
