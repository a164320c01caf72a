public import JSON

/// A message of the user, with what the model understood of it.
public struct UserUttered: Sendable {
  public let text: String?
  public let intent: JSONObject
  public let entities: [JSONValue]
  /// All that is known of the message: intent, entities, text, `message_id`, `metadata`, and what a pipeline adds.
  public let parseData: JSONObject
  public let inputChannel: String?
  public let messageID: String?

  /// - Parameters:
  ///   - parseData: what the pipeline found; its members win over the ones that are made here.
  ///   - metadata: what the channel sent along.
  public init(
    text: String?, intent: JSONObject, entities: [JSONValue], parseData: JSONObject = JSONObject(), inputChannel: String? = nil,
    messageID: String? = nil, metadata: JSONObject = JSONObject()
  ) {
    self.text = text
    self.intent = intent
    self.entities = entities
    self.inputChannel = inputChannel
    self.messageID = messageID
    var all = JSONObject()
    all["intent"] = .object(intent)
    all["entities"] = .array(entities)
    all["text"] = text.map { .string($0) } ?? .null
    all["message_id"] = messageID.map { .string($0) } ?? .null
    all["metadata"] = .object(metadata)
    for (key, value) in parseData { all[key] = value }
    self.parseData = all
  }

  /// What a tracker has before the first message.
  public static let empty = UserUttered(text: nil, intent: JSONObject(), entities: [])

  /// A message that nobody wrote: an intent triggered from outside, or by a reminder.
  public static func external(intent: String, entities: [JSONValue], inputChannel: String?) -> Event {
    var names = JSONObject()
    names["name"] = .string(intent)
    var metadata = JSONObject()
    metadata["is_external"] = true
    let user = UserUttered(
      text: "EXTERNAL: \(intent)", intent: names, entities: entities, inputChannel: inputChannel, metadata: metadata)
    return Event(.user(user), metadata: metadata)
  }

  public var intentName: String? { intent["name"]?.string.flatMap { $0.isEmpty ? nil : $0 } }

  /// Which half of the message predictions see before anything was predicted; `nil` for both.
  var initialFeaturization: Bool? {
    let hasText = text.map { !$0.isEmpty } ?? false
    let hasIntent = intentName != nil
    return hasText == hasIntent ? nil : hasText
  }

  /// The same message with further entities, those left out that it has.
  func adding(_ further: [JSONValue]) -> UserUttered {
    var all = entities
    for entity in further where !all.contains(entity) { all.append(entity) }
    var parseData = parseData
    parseData["entities"] = .array(all)
    return UserUttered(text: text, intent: intent, entities: all, parseData: parseData, inputChannel: inputChannel, messageID: messageID)
  }

  /// The same message with another confidence of its intent, as if the user had confirmed it.
  func withIntentConfidence(_ confidence: Double) -> UserUttered {
    var intent = intent
    intent["confidence"] = .number(confidence)
    var parseData = parseData
    var parsedIntent = parseData["intent"]?.object ?? JSONObject()
    parsedIntent["confidence"] = .number(confidence)
    parseData["intent"] = .object(parsedIntent)
    return UserUttered(
      text: text, intent: intent, entities: entities, parseData: parseData, inputChannel: inputChannel, messageID: messageID)
  }
}
