internal import Dialogue
package import JSON
internal import Synchronization

/// Keeps the bot's messages for the answer of the request that they belong to.
package final class CollectingOutputChannel: MessageCollector {
  /// As in Rasa, responses for `rest` are not chosen by this name.
  package let name = "collector"
  private let collected = Mutex<[JSONObject]>([])

  package init() {}

  /// What was sent so far.
  package var messages: [JSONObject] { collected.withLock { $0 } }

  package func send(_ message: JSONObject, to recipient: String) {
    let messages = ChannelMessages.list(of: message, to: recipient)
    collected.withLock { $0 += messages }
  }
}
