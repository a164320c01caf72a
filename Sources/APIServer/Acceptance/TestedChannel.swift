internal import Dialogue
internal import JSON
internal import Synchronization

/// Keeps what the bot says in a test, message by message, as it is before a channel takes it apart.
final class TestedChannel: OutputChannel {
  /// The name by which responses are chosen over REST.
  let name = "collector"
  private let sent = Mutex<[String?]>([])

  func send(_ message: JSONObject, to recipient: String) { sent.withLock { $0.append(message["text"]?.string) } }

  /// What was said since the last time.
  func take() -> [String?] {
    sent.withLock { sent in
      defer { sent = [] }
      return sent
    }
  }
}
