import JSON
import Testing

@Suite struct JSONWriterTests {
  @Test("commas are put where they belong")
  func commas() {
    var json = JSONWriter()
    json.object { json in
      json.member("a", 1)
      json.key("b")
      json.array { json in
        json.value(true)
        json.null()
        json.array { _ in }
        json.object { _ in }
        json.value("x")
      }
      json.member("c", nil as String?)
      json.member("d", 0.5)
      json.member("e", [1, ["f": false]] as JSONValue)
    }
    #expect(json.text == #"{"a":1,"b":[true,null,[],{},"x"],"c":null,"d":0.5,"e":[1,{"f":false}]}"#)
    #expect(json.bytes == Array(json.text.utf8))
  }

  @Test(
    "strings are escaped where JSON demands it, and nowhere else",
    arguments: [
      ("a\"b\\c/", #""a\"b\\c/""#), ("\n\r\t", #""\n\r\t""#), ("\u{0}\u{8}\u{1F}\u{7F}", "\"\\u0000\\u0008\\u001f\\u007f\""),
      ("é😀\u{2028}", "\"é😀\u{2028}\""), ("", "\"\""),
    ])
  func strings(text: String, json: String) throws {
    #expect(JSONValue.string(text).jsonText == json)
    #expect(try JSONParser.parse(json) == .string(text))
  }

  @Test("keys are escaped as strings are")
  func keys() throws {
    let value: JSONValue = ["a\"\n": 1]
    #expect(value.jsonText == #"{"a\"\n":1}"#)
    #expect(try JSONParser.parse(value.jsonText) == value)
  }

  static let numbers: [Double] = [
    0, 0.1, -0.0, 1, 1e-300, .leastNonzeroMagnitude, 1.7976931348623157e308, 1 / 3, 100_000_000_000_000_000_000, 0.1 + 0.2, 1e16,
  ]

  @Test("numbers come back as they were", arguments: numbers)
  func doubles(number: Double) throws {
    let found = try #require(try JSONParser.parse(JSONValue.number(number).jsonText).double)
    #expect(found.bitPattern == number.bitPattern)
  }

  @Test("whole numbers come back as they were", arguments: [0, -1, Int.max, Int.min, (1 << 53) + 1])
  func integers(number: Int) throws {
    #expect(try JSONParser.parse(JSONValue.integer(number).jsonText) == .integer(number))
  }

  @Test("what JSON cannot say is null", arguments: [Double.nan, .infinity, -.infinity])
  func notFinite(number: Double) {
    #expect(JSONValue.number(number).jsonText == "null")
    #expect(JSONValue.array([.number(number), 1]).jsonText == "[null,1]")
  }
}
