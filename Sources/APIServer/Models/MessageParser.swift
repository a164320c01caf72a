package import JSON

/// What understands messages: a loaded NLU pipeline, or a stand-in for it in tests.
///
/// Any number of tasks may parse at the same time, so a conforming type has no mutable state of its own.
package protocol MessageParser: Sendable {
  /// Writes what `POST /model/parse` answers for a message. Waits only for other servers, which few models ask.
  func parse(_ text: String, into json: inout JSONWriter) async

  /// Makes the first real message as fast as later ones. Blocks.
  func warmUp()
}
