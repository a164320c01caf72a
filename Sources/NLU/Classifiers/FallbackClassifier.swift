public import ModelFormat

/// Predicts `nlu_fallback` when the best intent is not sure enough, or hardly surer than the second.
public struct FallbackClassifier: NLUComponent {
  /// What is predicted instead.
  public static let intent = "nlu_fallback"

  private let threshold: Double
  private let ambiguityThreshold: Double

  public static func load(_ node: GraphNode, from model: ModelReader) throws(ModelFormatError) -> FallbackClassifier {
    let settings = ComponentSettings(node)
    return FallbackClassifier(
      threshold: try settings.number("threshold", default: 0.3),
      ambiguityThreshold: try settings.number("ambiguity_threshold", default: 0.1))
  }

  public func process(_ message: inout Message) {
    guard isUnsure(message) else { return }
    // The fallback is as sure as the intents would have had to be.
    let fallback = IntentPrediction(name: Self.intent, confidence: threshold)
    message.intent = fallback
    // Where no classifier ranked intents, Rasa shows no ranking with the fallback alone either.
    message.intentRanking?.insert(fallback, at: 0)
  }

  private func isUnsure(_ message: Message) -> Bool {
    if message.intent.confidence < threshold { return true }
    guard let ranking = message.intentRanking, ranking.count >= 2 else { return false }
    return ranking[0].confidence - ranking[1].confidence < ambiguityThreshold
  }
}
