import JSON
import ModelFormat
import NLU
import Testing

@Suite("Words are cut as Rasa cuts them")
struct WhitespaceTokenizerTests {
  private func tokenizer(_ config: JSONValue = [:]) throws -> WhitespaceTokenizer {
    try ScratchModel("WhitespaceTokenizer", config: config).load(WhitespaceTokenizer.self)
  }

  @Test("the words that were recorded, with and without a pattern")
  func recorded() throws {
    for recording in try #require(RecordedFixture.read("tokens.json")["tokenizers"]?.array) {
      let tokenizer = try tokenizer(["token_pattern": recording["pattern"] ?? .null])
      for example in try #require(recording["cases"]?.array) {
        let parts = try #require(example.array)
        let text = try #require(parts[0].string)
        var message = Message(text: text)
        tokenizer.process(&message)
        let tokens = try #require(message.tokens)
        let lemmas = tokens.map { JSONValue.string(message.text(in: $0.lemma)) }
        #expect(JSONValue.array(tokens.map { [.integer($0.start), .integer($0.end)] }) == parts[1], "\(text.debugDescription)")
        #expect(lemmas == parts[2].array, "\(text.debugDescription)")
      }
    }
  }

  @Test("an empty text has one empty word")
  func empty() throws {
    var message = Message(text: "")
    try tokenizer().process(&message)
    #expect(message.tokens == [Token(bytes: 0..<0, start: 0, end: 0)])
  }

  @Test(
    "long runs of punctuation, and words that hide in them, take no more than their length",
    arguments: [
      String(repeating: "!", count: 200_000) + "5", String(repeating: "! ", count: 100_000),
      String(repeating: "😀", count: 50_000) + " " + String(repeating: "😀", count: 50_000) + "x", String(repeating: "a!", count: 100_000),
    ])
  func long(text: String) throws {
    var message = Message(text: text)
    try tokenizer().process(&message)
    #expect(message.tokens?.isEmpty == false)
  }

  @Test("a pattern that Python would refuse, or that has several groups, is refused by name", arguments: ["(a", "(a)(b)", "a**"])
  func refuses(pattern: String) throws {
    let error = #expect(throws: ModelFormatError.self) { _ = try tokenizer(["token_pattern": .string(pattern)]) }
    #expect(error?.description.contains("token_pattern of WhitespaceTokenizer (run_it)") == true)
  }

  @Test("a setting of the wrong kind is refused by name")
  func wrongKind() throws {
    #expect(throws: ModelFormatError.self) { _ = try tokenizer(["token_pattern": 5]) }
    #expect(throws: ModelFormatError.self) { _ = try tokenizer(["intent_tokenization_flag": "yes"]) }
  }
}
