public import JSON
import NLU

/// What a user said, as a channel hands it on.
public struct UserMessage: Sendable {
  /// Without surrounding white space; `nil` when the channel had none.
  public let text: String?
  public let senderID: String
  public let inputChannel: String?
  public let messageID: String
  /// What the channel sent along.
  public let metadata: JSONObject
  /// What is known of the message already, so that no pipeline is asked.
  public let parseData: JSONObject?

  public init(
    text: String?, senderID: String, inputChannel: String?, messageID: String, metadata: JSONObject = JSONObject(),
    parseData: JSONObject? = nil
  ) {
    self.text = text.map(PythonText.strip)
    self.senderID = senderID
    self.inputChannel = inputChannel
    self.messageID = messageID
    self.metadata = metadata
    self.parseData = parseData
  }
}
