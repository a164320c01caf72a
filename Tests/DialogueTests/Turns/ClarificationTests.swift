import Dialogue
import JSON
import Testing

/// What becomes of the intent ranking of a message that a two-stage fallback takes for understood.
struct ClarificationTests {
  /// Understands everything as `hi`, with a ranking.
  private struct RankingInterpreter: MessageInterpreter {
    let intentLeadsRanking: Bool

    func interpret(_ text: String) async throws(TurnError) -> Interpretation {
      let hi: JSONValue = ["name": "hi", "confidence": 0.6]
      var parsed = JSONObject()
      parsed["intent"] = hi
      parsed["entities"] = []
      parsed["intent_ranking"] = [hi, ["name": "bye", "confidence": 0.4]]
      return Interpretation(parseData: parsed, intentLeadsRanking: intentLeadsRanking)
    }
  }

  /// The confidences of the intent and of the ranking after the message was taken for understood.
  private func confidences(whenIntentLeads leads: Bool, stored: Bool = false) async throws -> [Double?] {
    var stage = try Stage([], interpreter: RankingInterpreter(intentLeadsRanking: leads))
    let message = UserMessage(text: "hello", senderID: "ada", inputChannel: "rest", messageID: "1")
    try await stage.processor.log(message, on: &stage.tracker, channel: stage.channel)
    if stored { stage.tracker = stage.tracker.restored() }
    try await stage.processor.execute(
      DefaultAction.twoStageFallback, policy: nil, confidence: 1, on: &stage.tracker, channel: stage.channel)
    #expect(stage.happened.filter { $0 == "user" }.count == 2)
    let parsed = stage.tracker.latestMessage.parseData
    let ranking = parsed["intent_ranking"]?.array ?? []
    return [parsed["intent"]?["confidence"]?.double] + ranking.map { $0["confidence"]?.double }
  }

  @Test func `the ranking keeps its numbers when the intent stands there on its own`() async throws {
    #expect(try await confidences(whenIntentLeads: false) == [1, 0.6, 0.4])
  }

  @Test func `an intent that is itself the first of the ranking is sure there as well`() async throws {
    #expect(try await confidences(whenIntentLeads: true) == [1, 1, 0.4])
  }

  @Test func `a message that was stored has a ranking of its own`() async throws {
    #expect(try await confidences(whenIntentLeads: true, stored: true) == [1, 0.6, 0.4])
  }
}
