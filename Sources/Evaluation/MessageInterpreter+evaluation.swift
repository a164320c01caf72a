internal import Dialogue
internal import JSON

extension MessageInterpreter {
  /// What the model understands of a message.
  /// - Throws: `EvaluationError` when it is too long, or the model fails.
  func understand(_ text: String, _ limits: EvaluationLimits) async throws(EvaluationError) -> JSONObject {
    guard text.utf8.count <= limits.messageBytes else { throw .tooMuch("a message with more than \(limits.messageBytes) bytes") }
    do { return try await interpret(text).parseData } catch {
      if case .tooManyWords(let limit) = error { throw .tooMuch("a message with more than \(limit) words") }
      throw .model(error.description)
    }
  }
}
