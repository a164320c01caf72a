public import JSON

/// Something that the bot said.
public struct BotUttered: Sendable {
  public let text: String?
  /// Buttons, images and whatever else a channel may show.
  public let data: JSONObject

  public init(text: String?, data: JSONObject) {
    self.text = text
    self.data = data
  }

  /// Makes an event of a drafted message: the members that channels show become its data, all others its metadata.
  public static func event(_ message: JSONObject) -> Event {
    var rest = message
    func take(_ key: String) -> JSONValue {
      let value = rest[key] ?? .null
      rest[key] = nil
      return value
    }
    let text = take("text")
    var data = JSONObject()
    data["elements"] = take("elements")
    data["quick_replies"] = take("quick_replies")
    data["buttons"] = take("buttons")
    let attachment = take("attachment")
    let image = take("image")
    data["attachment"] = attachment.isTruthy ? attachment : image
    data["image"] = image
    data["custom"] = take("custom")
    return Event(.bot(BotUttered(text: text.isNull ? nil : PythonFormat.text(of: text), data: data)), metadata: rest)
  }

  /// What a channel sends: the data, the text and the metadata in one object.
  public func message(timestamp: Double, metadata: JSONObject) -> JSONObject {
    var message = data
    message["text"] = text.map { .string($0) } ?? .null
    message["timestamp"] = .number(timestamp)
    for (key, value) in metadata { message[key] = value }
    // An image also stands as the attachment; it is shown once.
    if (message["image"] ?? .null) == (message["attachment"] ?? .null) { message["attachment"] = .null }
    return message
  }
}
