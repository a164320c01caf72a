internal import Dialogue
internal import Hummingbird
internal import JSON

extension ConversationRoutes {
  func execute(_ request: Request, _ conversation: ConversationID) async throws -> Response {
    try current.requirePolicies()
    try await requireKnown(conversation)
    let body = try await request.jsonObject(upTo: limits.bodyBytes)
    guard let name = body["name"]?.string, !name.isEmpty else {
      throw APIFailure.badRequest("Name of the action not provided in request body.", details: APIFailure.parameter("name", in: "body"))
    }
    let verbosity = try request.verbosity()
    let confidence = body["confidence"]?.unlessNull
    guard confidence == nil || confidence?.double != nil else {
      throw APIFailure.badRequest("'confidence' must be a number.", details: APIFailure.parameter("confidence", in: "body"))
    }
    let (tracker, channel) = try await agent.execute(
      name, policy: body["policy"]?.string, confidence: confidence?.double ?? 0, in: conversation,
      channel: { channels.choose(for: request, $0) })
    return .turn(tracker, verbosity, channel.messages)
  }

  func triggerIntent(_ request: Request, _ conversation: ConversationID) async throws -> Response {
    try current.requirePolicies()
    let body = try await request.jsonObject(upTo: limits.bodyBytes)
    guard let name = body["name"]?.string, !name.isEmpty else {
      throw APIFailure.badRequest("Name of the intent not provided in request body.", details: APIFailure.parameter("name", in: "body"))
    }
    let verbosity = try request.verbosity()
    guard body["entities"]?.array?.allSatisfy({ $0.object != nil }) ?? true else {
      throw APIFailure.badRequest("'entities' must be objects.", details: APIFailure.parameter("entities", in: "body"))
    }
    do {
      let (tracker, channel) = try await agent.trigger(
        name, entities: body["entities"] ?? .null, in: conversation, channel: { channels.choose(for: request, $0) })
      return .turn(tracker, verbosity, channel.messages)
    } catch let error as UnknownIntent {
      throw APIFailure(.notFound, "NotFound", "The intent \(error.name) does not exist in the domain.")
    }
  }
}

extension CurrentModel {
  /// - Throws: Rasa's conflict when the model was trained for understanding alone.
  func requirePolicies() throws(APIFailure) {
    guard try required().dialogue.policies != nil else { throw .conflict() }
  }
}
