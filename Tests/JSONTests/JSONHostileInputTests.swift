import JSON
import Testing

@Suite struct JSONHostileInputTests {
  private let document = Array(
    #"{"text": "a\u00e9\ud83d\ude00\n", "n": [0, -1.5e-7, 12345678901234567890, true, false, null], "o": {"": {"x": ["é"]}}}"#.utf8)

  @Test("no beginning of a document is taken for the whole")
  func prefixes() {
    for count in document.indices { #expect(throws: JSONError.self) { try JSONParser.parse(Array(document[..<count])) } }
  }

  @Test("no changed byte crashes the parser, and what is read can be written and read again")
  func changedBytes() throws {
    for index in document.indices {
      for byte in UInt8.min...UInt8.max {
        var changed = document
        changed[index] = byte
        try roundTrip(changed)
      }
    }
  }

  @Test("millions of tiny values are refused before they fill the memory")
  func manyValues() {
    let text = "[" + String(repeating: "0,", count: JSONParser.maximumValues) + "0]"
    #expect(throws: JSONError(.tooManyValues(limit: 5_000_000), at: 2 * JSONParser.maximumValues - 1)) { try JSONParser.parse(text) }
  }

  @Test("no random text crashes the parser")
  func randomText() throws {
    var generator = Xorshift(state: 0x9E37_79B9_7F4A_7C15)
    let pieces = [
      "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u", "d83d", "1", "-", ".", "e", "tr", "null", "NaN", " ", "\u{0}", "é", "\"a\"",
    ]
    for _ in 0..<20_000 {
      let length = Int.random(in: 0..<20, using: &generator)
      let text = (0..<length).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
      try roundTrip(Array(text.utf8))
    }
  }

  private func roundTrip(_ bytes: [UInt8]) throws {
    guard let value = try? JSONParser.parse(bytes) else { return }
    let text = value.jsonText
    // What is not finite has no JSON: it is written as null, and only then does a second reading differ.
    #expect(try JSONParser.parse(text).jsonText == text)
  }
}

/// Random numbers that are the same in every run.
private struct Xorshift: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state
  }
}
