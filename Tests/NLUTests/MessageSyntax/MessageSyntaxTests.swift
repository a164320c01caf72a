import JSON
import ModelFormat
import NLU
import Testing

@Suite("A message may say itself what it means")
struct MessageSyntaxTests {
  private static let domain: JSONValue = [
    "intents": ["greet", ["inform": ["use_entities": ["city"]]], ["faq": ["is_retrieval_intent": true]]],
    "entities": ["guests", ["city": ["roles": ["from", "to"]]]],
  ]

  private func parse(_ text: String, withDomain: Bool = true) throws -> Message? {
    let needs: JSONValue = withDomain ? ["messages": "x", "domain": "domain_provider"] : ["messages": "x"]
    let nodes: JSONValue = ["run_RegexMessageHandler": ["uses": "rasa.RegexMessageHandler", "needs": needs, "config": [:]]]
    let model = try ScratchModel(nodes: nodes, domain: Self.domain)
    return MessageSyntax(model.reader.metadata).parse(text)
  }

  @Test(
    "an intent, and how sure it is",
    arguments: [
      ("/greet", 1.0), (" /greet \n", 1), ("/greet@0.7", 0.7), ("/greet@1.5", 1), ("/greet@.5", 0.5), ("/greet@1.", 1), ("/greet@0.5.1", 0),
      ("/greet@.", 0), ("/greet@abc", 1), ("/ greet ", 1), ("/greet@0.5 and more", 0.5), ("/greet@", 1),
    ])
  func intents(text: String, confidence: Double) throws {
    let message = try #require(try parse(text))
    #expect(message.intent == IntentPrediction(name: "greet", confidence: confidence))
    #expect(message.intentRanking == [message.intent])
    #expect(message.tokens == nil && message.entities.isEmpty)
  }

  @Test(
    "texts that are none, or name no intent of the domain",
    arguments: [
      "", "greet", "/", "//", "/ ", "/nothing", "/GREET", "/greet you", "/faq/breakfast", "/{}", "/@1", "hello /greet", "/gre\u{301}et",
    ])
  func others(text: String) throws { #expect(try parse(text) == nil) }

  @Test("the intents that every domain has", arguments: ["restart", "back", "out_of_scope", "session_start", "nlu_fallback", "faq"])
  func defaults(name: String) throws { #expect(try parse("/\(name)")?.intent.name == name) }

  @Test("entities, each spanning the object, a list giving one for each element")
  func entities() throws {
    let message = try #require(try parse("/inform@0.5{\"city\": [\"Rome\", 5, null], \"guests\": {\"value\": 3}}"))
    #expect(message.entities.map(\.value) == ["Rome", 5, nil, ["value": 3]])
    #expect(message.entities.map(\.entity) == ["city", "city", "city", "guests"])
    #expect(message.entities.allSatisfy { $0.start == 11 && $0.end == 62 && $0.extractor == "RegexMessageHandler" })
  }

  @Test("places count code points")
  func places() throws {
    let message = try #require(try parse("/ré😀{\"ville\": \"Étretat\"}!", withDomain: false))
    #expect(message.intent.name == "ré😀")
    #expect(message.entities.first?.start == 4)
    #expect(message.entities.first?.end == 24)
  }

  @Test("entities that the domain does not have are dropped")
  func unknown() throws { #expect(try parse("/inform{\"city\": \"Rome\", \"x\": 3}")?.entities.map(\.entity) == ["city"]) }

  @Test(
    "malformed entities are none",
    arguments: [
      "/greet{bad", "/greet{}", "/greet{'city': 'x'}", "/greet{\"city\": }", "/greet{\"city\":\n\"x\"}", "/greet@abc{\"city\": \"x\"}",
    ])
  func malformed(text: String) throws {
    let message = try #require(try parse(text))
    #expect(message.intent.name == "greet" && message.entities.isEmpty)
  }

  @Test("a model without a domain takes any name")
  func noDomain() throws {
    #expect(try parse("//", withDomain: false)?.intent.name == "/")
    #expect(try parse("/greet[1,2]", withDomain: false)?.intent.name == "greet[1,2]")
    #expect(try parse("/x{\"y\": 1}", withDomain: false)?.entities.map(\.entity) == ["y"])
    #expect(try parse("/", withDomain: false) == nil)
  }
}
