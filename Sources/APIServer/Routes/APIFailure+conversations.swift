internal import Dialogue
internal import Hummingbird

extension APIFailure {
  /// Something went wrong in a conversation.
  static func conversation(_ sentence: String, reason: String = "ConversationError") -> APIFailure {
    APIFailure(.internalServerError, reason, "An unexpected error occurred. Error: \(sentence)")
  }

  /// Events that a request brought and that are none.
  static func unusableEvents(_ error: EventError) -> APIFailure {
    .badRequest("Supplied events are not valid. \(error)", details: parameter("", in: "body"))
  }

  static let unknownConversation = APIFailure(.notFound, "Not found", "Conversation ID not found.")

  /// The message is longer than the server takes.
  static func messageTooLong(_ limit: Int, _ unit: String, parameter: String = "text") -> APIFailure {
    APIFailure(
      .contentTooLarge, "MessageTooLong", "The message has more than \(limit) \(unit).",
      details: APIFailure.parameter(parameter, in: "body"))
  }

  /// What an endpoint of conversations answers when a turn fails.
  /// - Parameter actions: the names of all actions, for Rasa's sentence about one that there is not.
  static func turn(_ error: TurnError, actions: [String], reason: String = "ConversationError") -> APIFailure {
    switch error {
    case .tooManyWords(let limit): messageTooLong(limit, "words")
    case .noPolicies: conflict()
    case .unknownAction(let name):
      conversation(
        "Cannot access action '\(name)', as that name is not a registered action for this domain. Available actions are: \n"
          + actions.map { "\t - \($0)" }.joined(separator: "\n"), reason: reason)
    case .notUnderstood, .noPrediction: conversation(error.description, reason: reason)
    }
  }

  /// Runs a turn for an endpoint of conversations.
  /// - Throws: `APIFailure` for whatever goes wrong in it.
  static func guarding<Value>(_ current: CurrentModel, _ turn: () async throws -> Value) async throws -> Value {
    do { return try await turn() } catch let error as TurnError {
      throw self.turn(error, actions: current.value.model?.dialogue.domain.actions.map(\.text) ?? [])
    } catch let error as TrackerStoreError {
      throw conversation(error.description)
    }
  }
}
