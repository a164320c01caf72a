public import JSON

/// A message of the user, with what the model understood of it.
public struct UserUttered: Sendable {
  public let text: String?
  public private(set) var intent: JSONObject
  public private(set) var entities: [JSONValue]
  /// All that is known of the message: intent, entities, text, `message_id`, `metadata`, and what a pipeline adds.
  public private(set) var parseData: JSONObject
  public let inputChannel: String?
  public let messageID: String?
  /// Whether the intent is itself the first entry of the ranking; no JSON says so.
  private let intentLeadsRanking: Bool
  /// Which half of the message predictions see before anything was predicted from it; `nil` for both.
  private(set) var initialFeaturization: Bool?

  /// - Parameters:
  ///   - parseData: what the pipeline found; its members win over the ones that are made here.
  ///   - metadata: what the channel sent along.
  ///   - intentLeadsRanking: see `Interpretation`.
  public init(
    text: String?, intent: JSONObject, entities: [JSONValue], parseData: JSONObject = JSONObject(), inputChannel: String? = nil,
    messageID: String? = nil, metadata: JSONObject = JSONObject(), intentLeadsRanking: Bool = false
  ) {
    self.intentLeadsRanking = intentLeadsRanking
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
    let hasText = text.map { !$0.isEmpty } ?? false
    let hasIntent = intentName != nil
    initialFeaturization = hasText == hasIntent ? nil : hasText
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

  /// The same message with further entities, those left out that it has.
  func adding(_ further: [JSONValue]) -> UserUttered {
    var message = self
    for entity in further where !message.entities.contains(entity) { message.entities.append(entity) }
    message.parseData["entities"] = .array(message.entities)
    return message
  }

  /// The same message as one whose intent the user has confirmed.
  /// - Parameters:
  ///   - entities: those that were found in the meantime included, which in Rasa are not among what was understood of the message.
  ///   - usesText: which half of it predictions saw last, and see first of what is returned.
  ///   - isLive: whether the message was said in this turn; the ranking of one that was read from a store has numbers of its own.
  func clarified(entities: [JSONValue], usesText: Bool?, isLive: Bool) -> UserUttered {
    var message = self
    message.entities = entities
    message.intent["confidence"] = 1.0
    var parsedIntent = parseData["intent"]?.object ?? JSONObject()
    parsedIntent["confidence"] = 1.0
    message.parseData["intent"] = .object(parsedIntent)
    if isLive, intentLeadsRanking, var ranking = parseData["intent_ranking"]?.array, var first = ranking.first?.object {
      first["confidence"] = 1.0
      ranking[0] = .object(first)
      message.parseData["intent_ranking"] = .array(ranking)
    }
    message.initialFeaturization = usesText
    return message
  }
}
