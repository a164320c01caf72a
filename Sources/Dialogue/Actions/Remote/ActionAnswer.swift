import JSON

/// What an action server answered: what the bot is to say, and what happened.
struct ActionAnswer {
  let responses: [JSONObject]
  /// In the form that Rasa's schema wants; not read yet.
  let events: [JSONValue]

  /// More of them are a failure: each one stays in the conversation.
  static let maximumEvents = 10_000
  static let maximumResponses = 1_000

  /// - Throws: `ActionAnswerError`.
  init(_ bytes: [UInt8]) throws(ActionAnswerError) {
    let json: JSONValue
    do {
      json = try JSONParser.parse(bytes)
    } catch {
      throw ActionAnswerError("\(error)")
    }
    guard let answer = json.object else { throw ActionAnswerError("the answer is \(json.kind) instead of an object") }
    events = try Self.list("events", of: answer, limit: Self.maximumEvents)
    for (index, event) in events.enumerated() {
      if let mismatch = EventShape.mismatch(event, at: "events[\(index)]") { throw ActionAnswerError(mismatch) }
    }
    var responses: [JSONObject] = []
    for response in try Self.list("responses", of: answer, limit: Self.maximumResponses) {
      guard let object = response.object else { throw ActionAnswerError("responses hold \(response.kind)") }
      responses.append(object)
    }
    self.responses = responses
  }

  private static func list(_ key: String, of answer: JSONObject, limit: Int) throws(ActionAnswerError) -> [JSONValue] {
    guard let value = answer[key] else { return [] }
    guard let elements = value.array else { throw ActionAnswerError("\(key) is \(value.kind) instead of a list") }
    guard elements.count <= limit else { throw ActionAnswerError("there are more than \(limit) \(key)") }
    return elements
  }
}

/// Why an action server's answer cannot be used, in a sentence that names the place.
struct ActionAnswerError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
