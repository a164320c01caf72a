public import JSON

/// Lets another server make the responses.
public struct CallbackResponseGenerator: ResponseGenerator {
  private let server: any NLGServer

  public init(server: any NLGServer) { self.server = server }

  /// What an answer may hold; other members are free.
  private static let shape = JSONShape.object([
    "text": .string, "id": .optional(.string), "buttons": .optional(.list(.object([:]))), "elements": .optional(.list(.object([:]))),
    "attachment": .optional(.object([:])), "image": .optional(.string), "custom": .object([:]),
  ])

  public func generate(
    _ response: String, for tracker: Tracker, channel: String, arguments: JSONObject
  ) async throws(ResponseError) -> JSONObject? {
    try ResponseArgument.check(arguments, of: response)
    let answer = try await server.ask(request(for: response, tracker, channel, arguments))
    let json: JSONValue
    do {
      json = try JSONParser.parse(answer)
    } catch {
      throw ResponseError("the NLG server answered with \(error)")
    }
    if let mismatch = Self.shape.mismatch(json, at: "the answer") {
      throw ResponseError("the NLG server sent what is no response: \(mismatch)")
    }
    return json.object
  }

  private func request(for response: String, _ tracker: Tracker, _ channel: String, _ arguments: JSONObject) -> [UInt8] {
    var arguments = arguments
    let responses = arguments[ResponseArgument.domainResponses]?.object
    arguments[ResponseArgument.domainResponses] = nil
    arguments[ResponseArgument.responseID] = nil
    let variations = responses.flatMap { ResponseVariations(of: response, in: $0) }
    var json = JSONWriter(reservingCapacity: 1 << 14)
    json.object { json in
      json.member("response", response)
      json.member("id", variations?.firstID(slots: tracker.slotValues, channel: channel) ?? .null)
      json.member("arguments", .object(arguments))
      json.key("tracker")
      tracker.write(into: &json, events: .all)
      json.key("channel")
      json.object { json in json.member("name", channel) }
    }
    return json.bytes
  }
}
