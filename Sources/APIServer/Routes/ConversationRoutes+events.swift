internal import Dialogue
internal import Hummingbird
internal import JSON

extension ConversationRoutes {
  func appendEvents(_ request: Request, _ conversation: ConversationID) async throws -> Response {
    let json = try await EventsBody.validated(request, limits)
    let verbosity = try request.verbosity()
    let events = try read(json.array == nil ? .array([json]) : json)
    // Rasa loses its own sentence on the way.
    guard !events.isEmpty else { throw APIFailure.conversation("") }
    let channel: ChannelChoice? = request.flag("execute_side_effects") ? { channels.choose(for: request, $0) } : nil
    return .tracker(try await agent.append(events, to: conversation, channel: channel), verbosity)
  }

  func replaceEvents(_ request: Request, _ conversation: ConversationID) async throws -> Response {
    let json = try await EventsBody.validated(request, limits)
    let verbosity = try request.verbosity()
    guard json.array != nil else {
      throw APIFailure.badRequest("Events must be a list.", details: APIFailure.parameter("", in: "body"))
    }
    return .tracker(try await agent.replace(conversation, by: try read(json)), verbosity)
  }

  private func read(_ json: JSONValue) throws(APIFailure) -> [Event] {
    do { return try Event.list(json, now: agent.now, makeName: agent.makeID) } catch { throw .unusableEvents(error) }
  }
}
