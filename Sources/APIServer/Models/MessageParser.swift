package import JSON

/// What understands messages: a loaded NLU pipeline, or a stand-in for it in tests.
///
/// Any number of tasks may parse at the same time, so a conforming type has no mutable state of its own.
package protocol MessageParser: Sendable {
  /// Whether some of its components ask other servers, and may wait.
  var asksServers: Bool { get }

  /// Writes what `POST /model/parse` answers for a message. Waits only for other servers, which few models ask.
  /// - Returns: whether the intent is itself the first entry of the ranking, see `Message.intentLeadsRanking`.
  /// - Throws: `TooManyTokens` when the message has more than `maximumTokens` words.
  @discardableResult
  func parse(_ text: String, maximumTokens: Int, into json: inout JSONWriter) async throws(TooManyTokens) -> Bool

  /// Makes the first real message as fast as later ones. Blocks.
  func warmUp()
}

/// A message has more words than are taken.
package struct TooManyTokens: Error {
  package init() {}
}
