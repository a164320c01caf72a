/// Why nothing can be predicted, in a sentence that names what is missing.
public enum PredictionError: Error, Sendable, Equatable, CustomStringConvertible {
  /// A rule, a memorised turn or an event names an action that the domain does not have.
  case unknownAction(String)
  /// No policy had anything to say.
  case noPrediction

  public var description: String {
    switch self {
    case .unknownAction(let name): "the action '\(name)' is not an action of the model's domain"
    case .noPrediction: "no policy of the model made a prediction"
    }
  }
}

extension Domain {
  /// The number of an action that has to be there.
  func numberOfAction(_ name: Name) throws(PredictionError) -> Int {
    guard let number = actionNumber(name) else { throw .unknownAction(name.text) }
    return number
  }
}
