import JSON

extension RemoteAction {
  /// What the bot says of what an action server wants it to say.
  func messages(_ responses: [JSONObject], for tracker: Tracker, _ context: ActionContext) async throws(ActionError) -> [Event] {
    var messages: [Event] = []
    for response in responses {
      if let message = try await message(response, for: tracker, context) { messages.append(BotUttered.event(message)) }
    }
    return messages
  }

  /// - Returns: `nil` for a response that the domain does not have.
  private func message(_ response: JSONObject, for tracker: Tracker, _ context: ActionContext) async throws(ActionError) -> JSONObject? {
    var members = response
    let name = members["response"] ?? .null
    members["response"] = nil
    var draft = JSONObject()
    if name.isTruthy {
      guard let generated = try await generate(name, members, for: tracker, context), !generated.isEmpty else { return nil }
      draft = generated
      draft["utter_action"] = name
    }
    if let buttons = members["buttons"], buttons.isTruthy {
      draft["buttons"] = .array(try elements(draft["buttons"] ?? []) + elements(buttons))
    }
    members["buttons"] = nil
    // What is empty leaves the response's own words alone.
    for (key, value) in members where value.isTruthy { draft[key] = value }
    return draft
  }

  private func generate(
    _ response: JSONValue, _ arguments: JSONObject, for tracker: Tracker, _ context: ActionContext
  ) async throws(ActionError) -> JSONObject? {
    switch response {
    case .string(let response): return try await context.generate(response, for: tracker, arguments: arguments)
    case .array, .object: throw .failed("The action \(name) asks for a response whose name is \(response.kind).")
    default: return nil
    }
  }

  private func elements(_ buttons: JSONValue) throws(ActionError) -> [JSONValue] {
    guard let elements = buttons.array else { throw .failed("The buttons of the action \(name) are \(buttons.kind) instead of a list.") }
    return elements
  }
}
