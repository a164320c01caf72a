internal import Dialogue

/// Why there is no evaluation.
package enum EvaluationError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What was sent is not training data that can be used.
  case data(String)
  /// It is more than is evaluated.
  case tooMuch(String)
  /// It takes longer than is allowed.
  case tooLong(limit: Duration)
  /// The model failed.
  case model(String)
  /// Nobody waits for it any more.
  case cancelled

  package var description: String {
    switch self {
    case .data(let sentence), .model(let sentence): sentence
    case .tooMuch(let what): "The data come to \(what)."
    case .tooLong(let limit): "The evaluation takes longer than \(limit.components.seconds) seconds."
    case .cancelled: "nobody waits for the evaluation any more"
    }
  }
}
