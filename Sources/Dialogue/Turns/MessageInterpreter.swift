public import JSON

/// Understands messages.
public protocol MessageInterpreter: Sendable {
  /// What a text means.
  /// - Returns: `intent`, `entities` and what else a pipeline says, as `POST /model/parse` answers.
  /// - Throws: `TurnError` for a text that cannot be understood at all.
  func interpret(_ text: String) async throws(TurnError) -> JSONObject
}
