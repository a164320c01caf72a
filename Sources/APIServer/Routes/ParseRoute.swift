internal import Hummingbird
internal import JSON
package import Metrics

/// `POST /model/parse`: what the model understands of a message.
package struct ParseRoute: Sendable {
  private let current: CurrentModel
  private let limits: RequestLimits
  private let duration: Timer

  package init(current: CurrentModel, limits: RequestLimits, metrics: any MetricsFactory) {
    self.current = current
    self.limits = limits
    duration = Timer(label: "api_server_parse_duration_seconds", factory: metrics)
  }

  package var route: Route { Route(.post, "/model/parse", handle: answer) }

  private func answer(_ request: Request) async throws -> Response {
    let model = try current.required()
    let body = try await request.bytes(upTo: limits.bodyBytes)
    guard body.readableBytes > 0 else { throw Self.noText }
    try checkEmulation(request.query("emulation_mode"))
    let text = try Self.text(in: body)
    guard text.utf8.count <= limits.messageBytes else { throw tooLong }
    let start = ContinuousClock.now
    var json = JSONWriter(reservingCapacity: 1_024)
    await model.parser.parse(text, into: &json)
    duration.record(duration: .now - start)
    return .json(json)
  }

  private static let noText = APIFailure.badRequest(
    "No text message defined in request_body. Add text message to request body in order to obtain the intent and extracted entities.")

  private var tooLong: APIFailure {
    APIFailure(
      .contentTooLarge, "MessageTooLong", "The message has more than \(limits.messageBytes) bytes.",
      details: APIFailure.parameter("text", in: "body"))
  }

  /// The member `text`, or, as in Rasa, the first element of the list that it holds.
  ///
  /// Rasa answers 500 where it does not guard itself. Clients know that from malformed JSON and from a body without
  /// `text`, so these two stay; everything else that holds no text is a bad request.
  static func text(in body: ByteBuffer) throws(APIFailure) -> String {
    let json: JSONValue
    do {
      json = try body.json()
    } catch {
      if case .tooDeep = error.reason { throw .badRequest(error.description) }
      throw .parsing("Failed when parsing body as json")
    }
    guard let object = json.object else { throw noText }
    guard let text = object["text"] else { throw .parsing("'text'") }
    guard let string = text.string ?? text.array?.first?.string else { throw noText }
    return string
  }

  private func checkEmulation(_ mode: Substring?) throws(APIFailure) {
    guard let mode else { return }
    let details = APIFailure.parameter("emulation_mode", in: "query")
    guard ["wit", "luis", "dialogflow"].contains(mode.lowercased()) else {
      throw .badRequest(
        "Invalid parameter value for 'emulation_mode'. Should be one of 'WIT', 'LUIS', 'DIALOGFLOW'.", details: details)
    }
    throw .badRequest("This server does not support 'emulation_mode' yet.", details: details)
  }
}

extension APIFailure {
  fileprivate static func parsing(_ reason: String) -> APIFailure {
    APIFailure(.internalServerError, "ParsingError", "An unexpected error occurred. Error: \(reason)")
  }
}

extension CurrentModel {
  /// The model that answers now.
  /// - Throws: Rasa's conflict, saying why when a model is there that could not be loaded.
  func required() throws(APIFailure) -> LoadedModel {
    let value = value
    guard let model = value.model else { throw .conflict(details: value.failure?.json ?? JSONObject()) }
    return model
  }
}
