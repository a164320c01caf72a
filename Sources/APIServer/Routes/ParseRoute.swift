internal import FoundationEssentials
internal import Hummingbird
internal import JSON
package import Metrics
package import Shared

/// `POST /model/parse`: what the model understands of a message.
package struct ParseRoute: Sendable {
  private let current: CurrentModel
  private let limits: RequestLimits
  private let longMessages: WorkerThreads
  private let duration: Timer

  /// - Parameter longMessages: where messages are parsed that would keep an event loop for long.
  package init(current: CurrentModel, limits: RequestLimits, longMessages: WorkerThreads, metrics: any MetricsFactory) {
    self.longMessages = longMessages
    self.current = current
    self.limits = limits
    duration = Timer(label: "api_server_parse_duration_seconds", factory: metrics)
  }

  package var route: Route { Route(.post, "/model/parse", isPrompt: isPrompt, handle: answer) }

  /// A short message is understood where it arrives, in less time than any deadline.
  private func isPrompt(_ request: Request) -> Bool {
    guard let length = request.headers[.contentLength].flatMap(Int.init), length <= limits.inlineMessageBytes else { return false }
    return current.value.model?.parser.asksServers != true
  }

  private func answer(_ request: Request) async throws -> Response {
    let model = try current.required()
    let body = try await request.bytes(upTo: limits.bodyBytes)
    guard body.readableBytes > 0 else { throw Self.noText }
    let emulation = try Self.emulation(request.query("emulation_mode"))
    let text = try Self.text(in: body)
    guard text.utf8.count <= limits.messageBytes else { throw APIFailure.messageTooLong(limits.messageBytes, "bytes") }
    let start = ContinuousClock.now
    let json: JSONWriter
    do {
      let maximumTokens = limits.messageTokens
      json =
        text.utf8.count <= limits.inlineMessageBytes
        ? try await Self.parse(text, maximumTokens, with: model)
        : try await ClientConnection.untilClosed(on: longMessages) { try await Self.parse(text, maximumTokens, with: model) }
    } catch is TooManyTokens {
      throw APIFailure.messageTooLong(limits.messageTokens, "words")
    }
    duration.record(duration: .now - start)
    // Rasa has no word on what went wrong either.
    guard !json.bytes.isEmpty else { throw APIFailure.parsing("") }
    return .json(try emulation.map { try Self.emulate($0, json) } ?? json)
  }

  private static func parse(_ text: String, _ maximumTokens: Int, with model: LoadedModel) async throws(TooManyTokens) -> JSONWriter {
    var json = JSONWriter(reservingCapacity: 2_048)
    try await model.parser.parse(text, maximumTokens: maximumTokens, into: &json)
    return json
  }

  private static let noText = APIFailure.badRequest(
    "No text message defined in request_body. Add text message to request body in order to obtain the intent and extracted entities.")

  /// The member `text`, or, as in Rasa, the first element of the list that it holds.
  ///
  /// Rasa answers 500 where it does not guard itself. Clients know that from malformed JSON and from a body without
  /// `text`, so these two stay; everything else that holds no text is a bad request.
  static func text(in body: ByteBuffer) throws(APIFailure) -> String {
    let text: JSONMember
    do {
      text = try body.jsonMember("text")
    } catch {
      if case .tooDeep = error.reason { throw .badRequest(error.description) }
      throw .parsing("Failed when parsing body as json")
    }
    switch text {
    case .noObject: throw noText
    case .absent: throw .parsing("'text'")
    case .value(let text):
      guard let string = text.string ?? text.array?.first?.string else { throw noText }
      return string
    }
  }

  private static func emulation(_ name: Substring?) throws(APIFailure) -> EmulationMode? {
    guard let name else { return nil }
    if let mode = EmulationMode(name: name) { return mode }
    throw .badRequest(
      "Invalid parameter value for 'emulation_mode'. Should be one of 'WIT', 'LUIS', 'DIALOGFLOW'.",
      details: APIFailure.parameter("emulation_mode", in: "query"))
  }

  private static func emulate(_ mode: EmulationMode, _ parsed: JSONWriter) throws -> JSONWriter {
    let answer = mode.answer(
      for: try JSONParser.parse(parsed.bytes).object ?? JSONObject(), responseID: UUID().uuidString.lowercased())
    var json = JSONWriter(reservingCapacity: 2_048)
    json.value(answer)
    return json
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
