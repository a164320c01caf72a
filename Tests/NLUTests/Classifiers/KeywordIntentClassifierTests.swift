import JSON
import ModelFormat
import NLU
import Testing

@Suite("Keywords decide")
struct KeywordIntentClassifierTests {
  private func intent(of text: String, config: JSONValue = [:], earlier: IntentPrediction = .none) throws -> IntentPrediction {
    let keywords: JSONValue = ["hello there": "greet", "bye": "leave", "by": "buy", "what?": "ask"]
    let model = try ScratchModel("KeywordIntentClassifier", config: config, files: ["KeywordIntentClassifier.json": keywords])
    var message = Message(text: text)
    message.intent = earlier
    try model.load(KeywordIntentClassifier.self).process(&message)
    #expect(message.intentRanking == nil)
    return message.intent
  }

  @Test("as whole words, in the order of the training data")
  func words() throws {
    #expect(try intent(of: "by the way, bye") == IntentPrediction(name: "leave", confidence: 1))
    #expect(try intent(of: "goodbye") == .none)
    #expect(try intent(of: "hello  there") == .none)
  }

  @Test("with their case, unless the pipeline says otherwise")
  func cases() throws {
    #expect(try intent(of: "BYE") == .none)
    #expect(try intent(of: "BYE", config: ["case_sensitive": false]).name == "leave")
  }

  @Test("as patterns, since Rasa does not escape them")
  func patterns() throws { #expect(try intent(of: "wha").name == "ask") }

  @Test("and leave an earlier intent alone when there is none of them")
  func earlier() throws {
    let earlier = IntentPrediction(name: "other", confidence: 0.5)
    #expect(try intent(of: "nothing", earlier: earlier) == earlier)
    #expect(try intent(of: "bye", earlier: earlier).name == "leave")
  }
}
