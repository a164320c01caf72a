internal import Dialogue
internal import Hummingbird
internal import JSON

/// The endpoints of `/conversations/…`.
package struct ConversationRoutes: Sendable {
  let agent: Agent
  let current: CurrentModel
  let channels: OutputChannels
  let limits: RequestLimits

  package init(agent: Agent, current: CurrentModel, channels: OutputChannels, limits: RequestLimits) {
    self.agent = agent
    self.current = current
    self.channels = channels
    self.limits = limits
  }

  package var routes: [ParameterRoute] {
    [
      route(.get, "tracker", tracker),
      route(.post, "tracker/events", appendEvents),
      route(.put, "tracker/events", replaceEvents),
      route(.get, "story", story),
      route(.post, "execute", execute),
      route(.post, "trigger_intent", triggerIntent),
      route(.post, "predict", predict),
      route(.post, "messages", addMessage),
    ]
  }

  private func route(
    _ method: HTTPRequest.Method, _ name: String, _ answer: @escaping @Sendable (Request, ConversationID) async throws -> Response
  ) -> ParameterRoute {
    ParameterRoute(method, "/conversations/{conversation_id}/\(name)") { [current] request, id in
      // A missing model comes before everything else that may be wrong.
      _ = try current.required()
      return try await APIFailure.guarding(current) { try await answer(request, ConversationID(id)) }
    }
  }

  /// - Throws: 404, for endpoints that do not begin a conversation.
  func requireKnown(_ conversation: ConversationID) async throws {
    guard try await agent.knows(conversation) else { throw APIFailure.unknownConversation }
  }

  private func tracker(_ request: Request, _ conversation: ConversationID) async throws -> Response {
    let verbosity = try request.verbosity()
    var tracker = try await agent.whole(conversation)
    if let until = request.number("until") { tracker = tracker.travelledBack(to: until) }
    return .tracker(tracker, verbosity)
  }

  private func story(_ request: Request, _ conversation: ConversationID) async throws -> Response {
    try await requireKnown(conversation)
    guard let kept = try await agent.kept(conversation) else { throw APIFailure.unknownConversation }
    do {
      return .text(
        try StoryWriter.text(
          of: kept.events, name: conversation.text, domain: kept.domain, allSessions: request.flag("all_sessions"),
          until: request.number("until")))
    } catch {
      throw APIFailure.conversation(error.description)
    }
  }

  private func predict(_ request: Request, _ conversation: ConversationID) async throws -> Response {
    try current.requirePolicies()
    try await requireKnown(conversation)
    let (prediction, tracker) = try await agent.predict(conversation)
    return .prediction(prediction, of: tracker, .afterRestart, isSorted: true)
  }

  private func addMessage(_ request: Request, _ conversation: ConversationID) async throws -> Response {
    guard let json = try await request.json(upTo: limits.bodyBytes) else {
      throw APIFailure.badRequest(
        "No message defined in request body. Add a message to the request body in order to add it to the tracker.")
    }
    let verbosity = try request.verbosity()
    let sender = json["sender"] ?? .null
    guard sender == "user" else {
      throw APIFailure.badRequest(
        "Currently, only user messages can be passed to this endpoint. Messages of sender '\(PythonFormat.text(of: sender))' cannot be handled.",
        details: APIFailure.parameter("sender", in: "body"))
    }
    let text = json["text"]?.unlessNull
    guard text == nil || text?.string != nil else {
      throw APIFailure.badRequest("'text' must be a text.", details: APIFailure.parameter("text", in: "body"))
    }
    guard (text?.string?.utf8.count ?? 0) <= limits.messageBytes else { throw APIFailure.messageTooLong(limits.messageBytes, "bytes") }
    let message = UserMessage(
      text: text?.string, senderID: conversation.text, inputChannel: nil, messageID: agent.makeID(),
      parseData: try Self.parseData(json["parse_data"]?.ifTruthy))
    return .tracker(try await agent.note(message), verbosity)
  }

  /// What somebody else understood of a message: an intent, which may be null, and entities.
  private static func parseData(_ json: JSONValue?) throws(APIFailure) -> JSONObject? {
    guard let json else { return nil }
    guard let data = json.object, let intent = data["intent"], intent.isNull || intent.object != nil, let entities = data["entities"],
      entities.isNull || entities.array?.allSatisfy({ $0.object != nil }) == true
    else {
      throw .badRequest("'parse_data' must hold 'intent' and 'entities'.", details: APIFailure.parameter("parse_data", in: "body"))
    }
    return data
  }
}
