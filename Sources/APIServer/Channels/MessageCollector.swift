package import Dialogue
package import JSON

/// A channel that also keeps what it sent, for the answer of a request.
package protocol MessageCollector: OutputChannel {
  /// What was sent so far.
  var messages: [JSONObject] { get }
}
