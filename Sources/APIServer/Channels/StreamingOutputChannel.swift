internal import Dialogue
package import JSON

/// Hands the bot's messages on one by one, as they are made.
package final class StreamingOutputChannel: OutputChannel {
  package let name = "queue"
  /// The messages; ends with `finish`.
  package let messages: AsyncStream<JSONObject>
  private let continuation: AsyncStream<JSONObject>.Continuation

  package init() { (messages, continuation) = AsyncStream.makeStream(of: JSONObject.self) }

  package func send(_ message: JSONObject, to recipient: String) {
    for message in ChannelMessages.list(of: message, to: recipient) { continuation.yield(message) }
  }

  /// No further message comes.
  package func finish() { continuation.finish() }
}
