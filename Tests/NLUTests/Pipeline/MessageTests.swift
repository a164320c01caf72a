import NLU
import Testing

@Suite("A message's intent and its ranking")
struct MessageTests {
  @Test("an intent leads the ranking until a component sets another")
  func leadsRanking() {
    var message = Message(text: "a")
    message.intent = IntentPrediction(name: "greet", confidence: 0.5)
    message.intentRanking = [message.intent]
    message.intentLeadsRanking = true
    message.entities = []
    #expect(message.intentLeadsRanking)
    message.intent = IntentPrediction(name: "greet", confidence: 1)
    #expect(!message.intentLeadsRanking)
  }
}
