internal import Dialogue
package import JSON
package import Logging
package import Shared
internal import Synchronization

/// Posts each of the bot's messages to the address of credentials.yml.
///
/// One that does not arrive is logged, and the conversation goes on; in Rasa a server that cannot be reached ends the turn.
package final class CallbackOutputChannel: MessageCollector {
  package let name = "callback"
  private let server: CalledServer
  private let client: HTTPClient
  private let logger: Logger
  private let collected = Mutex<[JSONObject]>([])

  package init(_ server: CalledServer, client: HTTPClient, logger: Logger) {
    self.server = server
    self.client = client
    self.logger = logger
  }

  package var messages: [JSONObject] { collected.withLock { $0 } }

  package func send(_ message: JSONObject, to recipient: String) async {
    for message in ChannelMessages.list(of: message, to: recipient) {
      collected.withLock { $0.append(message) }
      await post(message)
    }
  }

  private func post(_ message: JSONObject) async {
    let request = server.post(Array(JSONValue.object(message).jsonText.utf8))
    do {
      let status = try await client.execute(request).status
      if status >= 400 { logger.error("a message was not taken by the callback \(server): status \(status)") }
    } catch {
      logger.error("a message was not sent to the callback: \(error)")
    }
  }
}
