import JSON

/// Something that the bot can do.
public protocol Action: Sendable {
  /// The name, or the text of an end-to-end action.
  var name: String { get }

  /// Does it.
  /// - Parameter tracker: the conversation as the prediction left it; changes come back as events.
  /// - Returns: what happened, in its order; their times are set when the tracker takes them in.
  /// - Throws: `ActionError`.
  func run(on tracker: Tracker, _ context: ActionContext) async throws(ActionError) -> [Event]

  /// Says that it was done.
  func executed(by prediction: PolicyPrediction) -> Event
}

extension Action {
  public func executed(by prediction: PolicyPrediction) -> Event {
    let executed = ActionExecuted(
      .name(Name(name)), policy: prediction.policy, confidence: prediction.confidence, hidesRuleTurn: prediction.hidesRuleTurn)
    return Event(.action(executed), metadata: prediction.actionMetadata ?? JSONObject())
  }
}

/// Why an action did not happen.
public enum ActionError: Error, Sendable, Equatable, CustomStringConvertible {
  /// It would not run, so that another one is to be predicted.
  case rejected(action: String, reason: String)
  /// It failed; the conversation goes on as if it had done nothing.
  case failed(String)

  public var description: String {
    switch self {
    case .rejected(_, let reason): reason
    case .failed(let reason): reason
    }
  }
}

/// What actions work with.
public struct ActionContext: Sendable {
  public let domain: Domain
  /// The name of the channel, by which responses may differ.
  public let channel: String
  public let services: DialogueServices

  public init(domain: Domain, channel: String, services: DialogueServices) {
    self.domain = domain
    self.channel = channel
    self.services = services
  }
}
