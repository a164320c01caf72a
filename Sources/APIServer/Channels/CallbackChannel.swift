internal import Dialogue
internal import Hummingbird
internal import JSON
package import Logging

/// `POST /webhooks/callback/webhook`: a message in; the bot's messages go to the address of credentials.yml.
package struct CallbackChannel: Sendable {
  private let output: @Sendable () -> CallbackOutputChannel
  private let agent: Agent
  private let limits: RequestLimits
  private let logger: Logger

  package init(output: @escaping @Sendable () -> CallbackOutputChannel, agent: Agent, limits: RequestLimits, logger: Logger) {
    self.output = output
    self.agent = agent
    self.limits = limits
    self.logger = logger
  }

  package var routes: [Route] {
    [
      Route(.get, "/webhooks/callback", isOpen: true) { _ in .channelHealth },
      Route(.post, "/webhooks/callback/webhook", isOpen: true, handle: answer),
    ]
  }

  private func answer(_ request: Request) async throws -> Response {
    let body = ChannelRequest(try await request.jsonObject(upTo: limits.bodyBytes))
    let message = try body.message(inputChannel: "callback", metadata: JSONObject(), agent: agent, limits: limits)
    do {
      try await agent.handle(message, from: .callback, channel: output())
    } catch TurnError.tooManyWords(let limit) {
      throw APIFailure.messageTooLong(limit, "words", parameter: "message")
    } catch let error as APIFailure {
      // Without a model Rasa takes the message for answered, too.
      logger.info("a message was not answered: \(error.message)")
    }
    return .text("success")
  }
}
