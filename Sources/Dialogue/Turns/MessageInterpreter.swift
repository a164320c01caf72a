public import JSON

/// Understands messages.
public protocol MessageInterpreter: Sendable {
  /// What a text means.
  /// - Throws: `TurnError` for a text that cannot be understood at all.
  func interpret(_ text: String) async throws(TurnError) -> Interpretation
}

/// What a message means.
public struct Interpretation: Sendable {
  /// `intent`, `entities` and what else a pipeline says, as `POST /model/parse` answers.
  public let parseData: JSONObject
  /// Whether the intent is itself the first entry of the ranking, so that what becomes of one becomes of the other.
  public let intentLeadsRanking: Bool

  public init(parseData: JSONObject, intentLeadsRanking: Bool = false) {
    self.parseData = parseData
    self.intentLeadsRanking = intentLeadsRanking
  }
}
