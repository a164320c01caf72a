internal import Dialogue
internal import Hummingbird
internal import JSON

/// `POST /model/predict`: what the bot would do next after some events.
package struct PredictRoute: Sendable {
  private let current: CurrentModel
  private let agent: Agent
  private let limits: RequestLimits

  package init(current: CurrentModel, agent: Agent, limits: RequestLimits) {
    self.current = current
    self.agent = agent
    self.limits = limits
  }

  package var route: Route { Route(.post, "/model/predict", handle: answer) }

  private func answer(_ request: Request) async throws -> Response {
    let model = try current.required()
    try current.requirePolicies()
    let json = try await EventsBody.validated(request, limits)
    let verbosity = try request.verbosity()
    let events: [Event]
    do { events = try Event.list(json, now: agent.now, makeName: agent.makeID) } catch { throw APIFailure.unusableEvents(error) }
    var tracker = Tracker(senderID: ConversationID.standard, domain: model.dialogue.domain, events: events)
    do {
      let prediction = try agent.prediction(after: &tracker, with: model)
      return .prediction(prediction, of: tracker, verbosity, isSorted: false)
    } catch {
      throw APIFailure.turn(error, actions: model.dialogue.domain.actions.map(\.text), reason: "PredictionError")
    }
  }
}
