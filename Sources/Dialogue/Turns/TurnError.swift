/// Why a turn did not come to its end. What happened until then is in the tracker.
public enum TurnError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The message has more words than the server takes.
  case tooManyWords(limit: Int)
  /// The pipeline can make nothing of the message.
  case notUnderstood
  /// There is no such action.
  case unknownAction(String)
  /// The policies say nothing that can be done.
  case noPrediction(String)
  /// The model has no policies.
  case noPolicies

  public var description: String {
    switch self {
    case .tooManyWords(let limit): "the message has more than \(limit) words"
    case .notUnderstood: "the pipeline failed on the message"
    case .unknownAction(let name): "the domain has no action \(name)"
    case .noPrediction(let reason): "no action can be predicted: \(reason)"
    case .noPolicies: "the model has no policies"
    }
  }
}
