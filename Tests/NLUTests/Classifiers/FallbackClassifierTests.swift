import JSON
import ModelFormat
import NLU
import Testing

@Suite("The fallback classifier steps in")
struct FallbackClassifierTests {
  private func process(_ confidences: [Double], config: JSONValue = [:], isRanked: Bool = true) throws -> Message {
    var message = Message(text: "")
    let ranking = confidences.enumerated().map { IntentPrediction(name: "intent\($0)", confidence: $1) }
    if let best = ranking.first { message.intent = best }
    if isRanked { message.intentRanking = ranking }
    try ScratchModel("FallbackClassifier", config: config).load(FallbackClassifier.self).process(&message)
    return message
  }

  @Test("when the best intent is below the threshold, with the threshold for its confidence")
  func threshold() throws {
    let message = try process([0.29, 0.1])
    #expect(message.intent == IntentPrediction(name: "nlu_fallback", confidence: 0.3))
    #expect(message.intentRanking?.map(\.name) == ["nlu_fallback", "intent0", "intent1"])
  }

  @Test("when the best two are too close")
  func ambiguity() throws {
    #expect(try process([0.5, 0.45]).intent.name == "nlu_fallback")
    #expect(try process([0.5, 0.375], config: ["ambiguity_threshold": 0.125]).intent.name == "intent0")
  }

  @Test("but not at the threshold itself")
  func atThreshold() throws { #expect(try process([0.3, 0.1]).intent.name == "intent0") }

  @Test("without a ranking it makes none")
  func noRanking() throws {
    let message = try process([0.2], config: ["threshold": 0.6], isRanked: false)
    #expect(message.intent == IntentPrediction(name: "nlu_fallback", confidence: 0.6))
    #expect(message.intentRanking == nil)
  }

  @Test("a threshold that is no number is refused")
  func wrongKind() { #expect(throws: ModelFormatError.self) { try process([1], config: ["threshold": "high"]) } }
}
