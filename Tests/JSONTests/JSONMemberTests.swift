import JSON
import Testing

@Suite("One member of a JSON text")
struct JSONMemberTests {
  private func member(_ name: String, _ bytes: [UInt8]) throws(JSONError) -> JSONMember {
    let result: Result<JSONMember, JSONError> = bytes.withUnsafeBufferPointer { bytes in
      Result { () throws(JSONError) in try JSONParser.member(name, of: bytes) }
    }
    return try result.get()
  }

  /// What the tree of the whole text says of the member.
  private func fromTree(_ name: String, _ bytes: [UInt8]) throws(JSONError) -> JSONMember {
    guard let object = try JSONParser.parse(bytes).object else { return .noObject }
    return object[name].map(JSONMember.value) ?? .absent
  }

  private static let texts = [
    #"{"text": "hello"}"#, #"{"text":"a","text":"b"}"#, #"{"a":{"text":"inner"},"text":[1,{"text":2}],"z":[[],{}]}"#, "{}", "[]", "5",
    "null",
    #""text""#, #"{"te\u0078t":"escaped"}"#, #"{"text\u0000":1}"#, #"{"a":1,"b":-1.5e3,"c":[true,false,null,NaN,-Infinity],"text":{}}"#,
    "\u{FEFF}{\"text\":1}", " {\n\t\"text\" : \"x\" } \r", #"{"text":"\ud800"}"#, #"{"e\u0301":1,"é":2,"text":3}"#,
    // Everything from here on is malformed, behind the member or before it.
    "", " ", "{", #"{"text""#, #"{"text":"#, #"{"text":1"#, #"{"text":1,}"#, #"{"text":1}x"#, #"{"text":1,"a":tru}"#, #"{"a":01,"text":1}"#,
    #"{"text":1,"a":"\x"}"#, #"{"a":"\u12","text":1}"#, "{\"a\":\"\u{1}\",\"text\":1}", #"{"a":[1,],"text":1}"#, #"{"a":{"b"},"text":1}"#,
    #"{a:1}"#, "[1,2", "[[[]]", "nul", "-", "1.", #"{"text":1]"#, #"[1}"#, "[\"a]",
  ]

  @Test(
    "it is what the whole tree has, and so is every error",
    arguments: texts.map { Array($0.utf8) } + [
      Array("{\"a\":\"".utf8) + [0xFF] + Array("\",\"text\":1}".utf8), Array("{\"text\":\"".utf8) + [0xED, 0xA0, 0x80] + Array("\"}".utf8),
    ])
  func sameAsTree(bytes: [UInt8]) {
    let expected = Result { () throws(JSONError) in try fromTree("text", bytes) }
    let found = Result { () throws(JSONError) in try member("text", bytes) }
    #expect(found == expected)
  }

  @Test("nesting is as deep as a tree may be, wherever it is", arguments: ["[", "{\"a\":"])
  func depth(open: String) throws {
    for depth in 195...205 {
      let close = open == "[" ? "]" : "}"
      let nested = String(repeating: open, count: depth) + "1" + String(repeating: close, count: depth)
      for text in [nested, "{\"a\":\(nested),\"text\":1}", "{\"text\":\(nested)}"] {
        let bytes = Array(text.utf8)
        let expected = Result { () throws(JSONError) in try fromTree("text", bytes) }
        #expect(Result { () throws(JSONError) in try member("text", bytes) } == expected)
      }
    }
    #expect(throws: JSONError.self) { try member("text", Array(String(repeating: open, count: 200_000).utf8)) }
  }
}
