internal import Dialogue
internal import Hummingbird
internal import JSON
internal import NLU

/// What a request to a webhook says.
struct ChannelRequest {
  private let body: JSONObject

  init(_ body: JSONObject) { self.body = body }

  /// Who writes; anything but a text is one as Python would write it, and nobody is the standard conversation.
  var sender: String {
    let sender = given("sender").map { PythonFormat.text(of: $0) } ?? ""
    return sender.isEmpty ? ConversationID.standard : sender
  }

  /// The channel that conversations are to see, instead of the one that the message came through.
  var inputChannel: String? { given("input_channel")?.ifTruthy.map { PythonFormat.text(of: $0) } }

  var metadata: JSONObject { given("metadata")?.object ?? JSONObject() }

  /// - Throws: a bad request for a message that is no text, and 413 for one that is too long.
  func message(inputChannel: String, metadata: JSONObject, agent: Agent, limits: RequestLimits) throws(APIFailure) -> UserMessage {
    let message = given("message")
    let text = message?.string
    guard message == nil || text != nil else {
      throw .badRequest("'message' must be a text.", details: APIFailure.parameter("message", in: "body"))
    }
    guard (text?.utf8.count ?? 0) <= limits.messageBytes else {
      throw .messageTooLong(limits.messageBytes, "bytes", parameter: "message")
    }
    return UserMessage(
      text: text, senderID: sender, inputChannel: inputChannel, messageID: agent.makeID(), metadata: metadata)
  }

  private func given(_ key: String) -> JSONValue? { body[key]?.unlessNull }
}

extension Response {
  /// A channel is there.
  static var channelHealth: Response {
    var json = JSONWriter()
    json.object { json in json.member("status", "ok") }
    return .json(json)
  }
}
