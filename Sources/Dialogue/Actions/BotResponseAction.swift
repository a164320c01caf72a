import JSON

/// Says a response of the domain.
struct BotResponseAction: Action {
  let name: String
  /// Whether it is all right that there is no such response.
  var isOptional = false

  func run(on tracker: Tracker, _ context: ActionContext) async throws(ActionError) -> [Event] {
    var arguments = JSONObject()
    arguments[ResponseArgument.domainResponses] = .object(context.domain.responses)
    guard var message = try await context.generate(name, for: tracker, arguments: arguments) else {
      if !isOptional { context.services.report("There is no response \(name) that could be said here.") }
      return []
    }
    message["utter_action"] = .string(name)
    return [BotUttered.event(message)]
  }
}

extension ActionContext {
  /// A response, or a failed action when there is none to be had.
  func generate(_ response: String, for tracker: Tracker, arguments: JSONObject) async throws(ActionError) -> JSONObject? {
    do {
      return try await services.responses.generate(response, for: tracker, channel: channel, arguments: arguments)
    } catch {
      throw .failed("The response \(response) could not be made: \(error)")
    }
  }
}
