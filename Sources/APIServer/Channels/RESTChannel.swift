internal import Dialogue
internal import Hummingbird
internal import JSON
package import Logging
internal import NLU

/// `POST /webhooks/rest/webhook`: a message in, the bot's messages out.
package struct RESTChannel: Sendable {
  /// What conversations call the channel: `rest`, or `cmdline` where no credentials.yml says anything.
  private let name: String
  private let agent: Agent
  private let limits: RequestLimits
  private let logger: Logger

  package init(name: String = "rest", agent: Agent, limits: RequestLimits, logger: Logger) {
    self.name = name
    self.agent = agent
    self.limits = limits
    self.logger = logger
  }

  package var routes: [Route] {
    [
      Route(.get, "/webhooks/rest", isOpen: true) { _ in .channelHealth },
      Route(.post, "/webhooks/rest/webhook", isOpen: true, handle: answer),
    ]
  }

  private func answer(_ request: Request) async throws -> Response {
    let body = ChannelRequest(try await request.jsonObject(upTo: limits.bodyBytes))
    let message = try body.message(inputChannel: body.inputChannel ?? name, metadata: body.metadata, agent: agent, limits: limits)
    if request.flag("stream") { return stream(message) }
    let channel = CollectingOutputChannel()
    // As in Rasa a turn that takes too long is no error either: the client gets what was said until then.
    PendingAnswer.current?.onOverdue { Self.list(channel.messages) }
    try await handle(message, channel)
    return Self.list(channel.messages)
  }

  private static func list(_ messages: [JSONObject]) -> Response {
    var json = JSONWriter()
    json.array { json in for message in messages { json.value(.object(message)) } }
    return .json(json)
  }

  /// One line of JSON for each message, as soon as there is one. The turn runs to its end, whether or not the client still listens.
  private func stream(_ message: UserMessage) -> Response {
    let body = ResponseBody { [self] writer in
      let channel = StreamingOutputChannel()
      async let turn: Void = {
        defer { channel.finish() }
        try await handle(message, channel)
      }()
      var failure: (any Error)?
      for await message in channel.messages {
        let line = JSONValue.object(message).jsonText + "\n"
        do { try await writer.write(ByteBuffer(string: line)) } catch { failure = error }
      }
      try await turn
      if let failure { throw failure }
      try await writer.finish(nil)
    }
    return Response(status: .ok, headers: [.contentType: "text/event-stream"], body: body)
  }

  /// As in Rasa a turn that fails ends the answer and is no error for the client; only what the client can do something about is.
  private func handle(_ message: UserMessage, _ channel: any OutputChannel) async throws {
    do {
      try await agent.handle(message, from: .rest, channel: channel)
    } catch TurnError.tooManyWords(let limit) {
      throw APIFailure.messageTooLong(limit, "words", parameter: "message")
    } catch let error as APIFailure {
      logger.info("a message was not answered: \(error.message)")
    } catch let error as CancellationError {
      throw error
    } catch {
      logger.error("a turn failed: \(error)")
    }
  }
}
