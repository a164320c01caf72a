internal import Dialogue
package import JSON
internal import NLU

/// What one message of the bot becomes in a channel that hands on JSON: as many objects as it has parts.
///
///     {"text": "Hello\n\nYou!", "image": "http://…"}  ⟶  {"text": "Hello"}, {"text": "You!"}, {"image": "http://…"}
package enum ChannelMessages {
  /// - Parameter message: as `BotUttered.message` gives it.
  package static func list(of message: JSONObject, to recipient: String) -> [JSONObject] {
    func part(_ key: String) -> JSONValue? { message[key]?.ifTruthy }
    func made(_ members: (String, JSONValue?)...) -> JSONObject {
      var object = JSONObject()
      object["recipient_id"] = .string(recipient)
      for (key, value) in members { if let value, !value.isNull { object[key] = value } }
      return object
    }
    var list: [JSONObject] = []
    if let choices = part("quick_replies") ?? part("buttons") {
      list.append(made(("text", message["text"]), ("buttons", choices)))
    } else if let text = part("text") {
      list += paragraphs(of: PythonFormat.text(of: text)).map { made(("text", .string($0))) }
    }
    if let custom = part("custom") { list.append(made(("custom", custom))) }
    if let image = part("image") { list.append(made(("image", image))) }
    if let attachment = part("attachment") { list.append(made(("attachment", attachment))) }
    for element in part("elements")?.array ?? [] {
      list.append(made(("text", .string(caption(of: element))), ("buttons", element["buttons"] ?? [])))
    }
    return list
  }

  /// Blank lines part a text; a line end more stays with what follows.
  private static func paragraphs(of text: String) -> [String] {
    var paragraphs: [String] = []
    let bytes = Array(PythonText.strip(text).utf8)
    var start = 0
    var index = 0
    while index + 1 < bytes.count {
      guard bytes[index] == UInt8(ascii: "\n"), bytes[index + 1] == UInt8(ascii: "\n") else {
        index += 1
        continue
      }
      paragraphs.append(String(decoding: bytes[start..<index], as: UTF8.self))
      index += 2
      start = index
    }
    paragraphs.append(String(decoding: bytes[start...], as: UTF8.self))
    return paragraphs
  }

  private static func caption(of element: JSONValue) -> String {
    let parts = ["title", "subtitle"].map { PythonFormat.text(of: element[$0] ?? "") }
    return parts.joined(separator: " : ")
  }
}
