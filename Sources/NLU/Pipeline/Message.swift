public import JSON

/// A user's message on its way through the pipeline: each component reads what earlier ones wrote and adds its own.
public struct Message: Sendable {
  /// The text, without surrounding white space.
  public let text: String
  /// What the text is; only dialogues have others than a user's words.
  public let attribute: MessageAttribute
  /// The same text; every scanner works on these bytes.
  public let utf8: [UInt8]
  /// The words; `nil` until a tokenizer ran.
  public var tokens: [Token]?
  /// Whether there are more words than the pipeline was told to take; nothing after the tokenizer ran then.
  public internal(set) var hasTooManyTokens = false
  /// What the featurizers said, in the order of the pipeline.
  public var features: [Features] = []
  /// The most likely intent.
  public var intent = IntentPrediction.none {
    didSet { intentLeadsRanking = false }
  }
  /// Whether the intent is itself the first entry of the ranking, so that what is said of one is said of the other: in Rasa,
  /// LogisticRegressionClassifier hands on one object for both. Any other intent resets it.
  public var intentLeadsRanking = false
  /// All intents that a classifier ranked; `nil` until one ran.
  public var intentRanking: [IntentPrediction]?
  public var entities: [Entity] = []
  /// What the response selectors chose; `nil` until one ran.
  public var responseSelection: ResponseSelection?
  /// Whether a component could not do with the message at all, which Rasa answers with an error.
  public var isUnanswerable = false

  public init(text: String, attribute: MessageAttribute = .text) {
    self.text = text
    self.attribute = attribute
    self.utf8 = Array(text.utf8)
  }

  /// The words' own bytes.
  public func bytes(of token: Token) -> ArraySlice<UInt8> { utf8[token.bytes] }

  /// The text between two positions in bytes, which must lie between code points.
  public func text(in bytes: Range<Int>) -> String { String(decoding: utf8[bytes], as: UTF8.self) }
}

extension Message {
  /// Writes what `POST /model/parse` answers; nothing for a message that cannot be answered.
  public func write(into json: inout JSONWriter) {
    guard !isUnanswerable else { return }
    json.object { json in
      json.member("text", text)
      json.key("intent")
      intent.write(into: &json)
      json.key("entities")
      json.array { json in for entity in entities { entity.write(into: &json) } }
      if let tokens {
        json.key("text_tokens")
        json.array { json in
          for token in tokens {
            json.array { json in
              json.value(token.start)
              json.value(token.end)
            }
          }
        }
      }
      if let intentRanking {
        json.key("intent_ranking")
        json.array { json in for intent in intentRanking { intent.write(into: &json) } }
      }
      responseSelection?.write(into: &json)
    }
  }
}
