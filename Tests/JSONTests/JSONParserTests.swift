import JSON
import Testing

@Suite struct JSONParserTests {
  static let valuesOfEveryKind: [(String, JSONValue)] = [
    ("null", JSONValue.null), (" true ", true), ("false", false), ("0", 0), ("-0", 0), ("12", 12), ("-7", -7), ("\"\"", ""), ("[]", []),
    ("{}", [:]), ("[1, [2, {}], \"x\"]", [1, [2, [:]], "x"]), ("{\"a\" : {\"b\": [null]}}", ["a": ["b": [nil]]]), ("\t\r\n [1\n]", [1]),
    ("\u{FEFF}[1]", [1]),
  ]

  @Test("values of every kind are read", arguments: valuesOfEveryKind)
  func values(text: String, value: JSONValue) throws {
    #expect(try JSONParser.parse(text) == value)
  }

  @Test(
    "numbers keep their kind and value",
    arguments: [
      ("1.0", JSONValue.number(1)), ("1e3", .number(1000)), ("1E+3", .number(1000)), ("-2.5e-3", .number(-0.0025)), ("-0.0", .number(-0.0)),
      ("9223372036854775807", .integer(.max)), ("-9223372036854775808", .integer(.min)),
      ("9223372036854775808", .largeInteger("9223372036854775808")), ("-9223372036854775809", .largeInteger("-9223372036854775809")),
      ("0.1", .number(0.1)), ("1e400", .number(.infinity)), ("1e-400", .number(0)), ("Infinity", .number(.infinity)),
      ("-Infinity", .number(-.infinity)), ("123456789012345678901234567890", .largeInteger("123456789012345678901234567890")),
    ])
  func numbers(text: String, value: JSONValue) throws {
    let found = try JSONParser.parse(text)
    #expect(found == value)
    #expect(found.kind == value.kind)
    #expect(found.double?.sign == value.double?.sign)
  }

  @Test("integers of any length are written as they came", arguments: ["18446744073709551617", "-123456789012345678901234567890"])
  func largeIntegers(digits: String) throws {
    #expect(try JSONParser.parse("[\(digits)]").jsonText == "[\(digits)]")
    #expect(try JSONParser.parse(digits) != (try JSONParser.parse(digits.dropLast() + "9")))
    #expect(try JSONParser.parse(digits).integer == nil)
  }

  @Test("texts may hold control characters as they are where that is asked for")
  func controlCharacters() throws {
    let text = "{\"a\": \"1\n\t\u{1}2\", \"b\": \"\\n\n\"}"
    let bytes = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: text.utf8.count)
    defer { bytes.deallocate() }
    _ = bytes.initialize(from: text.utf8)
    let read = UnsafeBufferPointer(bytes)
    #expect(try JSONParser.parse(read, allowsControlCharacters: true) == ["a": "1\n\t\u{1}2", "b": "\n\n"])
    #expect(try JSONParser.member("a", of: read, allowsControlCharacters: true) == .value("1\n\t\u{1}2"))
    #expect(throws: JSONError(.controlCharacter, at: 8)) { try JSONParser.parse(read) }
    #expect(throws: JSONError(.controlCharacter, at: 8)) { try JSONParser.member("a", of: read) }
  }

  @Test("not a number is read as Python writes it")
  func notANumber() throws {
    #expect(try JSONParser.parse("NaN").double?.isNaN == true)
  }

  @Test(
    "escapes stand for their characters",
    arguments: [
      (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"), (#""\u00e9\u00E9""#, "éé"), (#""\u0000""#, "\0"), (#""\ud83d\ude00""#, "😀"),
      (#""a\uD834\uDD1Eb""#, "a𝄞b"), (#""é😀""#, "é😀"), (#""\uFFFF""#, "\u{FFFF}"), ("\"\u{7F}\u{2028}\"", "\u{7F}\u{2028}"),
    ])
  func escapes(text: String, value: String) throws {
    let found = try #require(try JSONParser.parse(text).string)
    #expect(Array(found.unicodeScalars) == Array(value.unicodeScalars))
  }

  @Test(
    "half a surrogate pair becomes the replacement character",
    arguments: [
      (#""\ud83d""#, "\u{FFFD}"), (#""\ude00""#, "\u{FFFD}"), (#""\ud83dx""#, "\u{FFFD}x"), (#""\ud83d\n""#, "\u{FFFD}\n"),
      (#""\ud83d\u0041""#, "\u{FFFD}A"), (#""\ud83d\ud83d\ude00""#, "\u{FFFD}😀"), (#""\ude00\ud83d""#, "\u{FFFD}\u{FFFD}"),
    ])
  func surrogates(text: String, value: String) throws {
    #expect(try JSONParser.parse(text).string == value)
  }

  @Test("a repeated key keeps its first place and its last value")
  func duplicates() throws {
    let object = try #require(try JSONParser.parse(#"{"a": 1, "b": 2, "a": 3}"#).object)
    #expect(object.keys == ["a", "b"])
    #expect(object["a"] == 3)
  }

  @Test("members keep their order, however many there are", arguments: [3, 8, 9, 10, 1000])
  func order(count: Int) throws {
    let keys = (0..<count).map { "k\($0 &* 7919 % 1009)" }
    let text = "{" + keys.map { "\"\($0)\": 1" }.joined(separator: ",") + "}"
    #expect(try JSONParser.parse(text).object?.keys == keys)
  }

  @Test(
    "what is no JSON is refused with its place",
    arguments: [
      ("", JSONError.Reason.unexpectedEnd, 0), ("  ", .unexpectedEnd, 2), ("[1", .unexpectedEnd, 2), ("[1,", .unexpectedEnd, 3),
      ("[1,]", .unexpectedByte, 3), ("[,1]", .unexpectedByte, 1), ("{\"a\"}", .unexpectedByte, 4), ("{\"a\":}", .unexpectedByte, 5),
      ("{a: 1}", .unexpectedByte, 1), ("{\"a\": 1,}", .unexpectedByte, 8), ("[1 2]", .unexpectedByte, 3), ("1 2", .trailingBytes, 2),
      ("{} x", .trailingBytes, 3), ("\"abc", .unexpectedEnd, 4), ("\"a\\", .unexpectedEnd, 3), ("\"\\u12\"", .invalidEscape, 5),
      ("\"\\x\"", .invalidEscape, 2), ("\"a\nb\"", .controlCharacter, 2), ("\"\\na\u{1}\"", .controlCharacter, 4),
      ("tru", .unexpectedEnd, 3), ("trux", .unexpectedByte, 0), ("nul!", .unexpectedByte, 0), ("01", .invalidNumber, 0),
      ("-", .unexpectedEnd, 1), ("+1", .unexpectedByte, 0), (".5", .unexpectedByte, 0), ("1.", .invalidNumber, 0),
      ("1e", .invalidNumber, 0),
      ("1e+", .invalidNumber, 0), ("[1.x]", .invalidNumber, 1), ("'a'", .unexpectedByte, 0), ("[1]]", .trailingBytes, 3),
      ("// c\n1", .unexpectedByte, 0), ("-x", .unexpectedByte, 1), ("0x10", .trailingBytes, 1),
    ])
  func malformed(text: String, reason: JSONError.Reason, offset: Int) {
    #expect(throws: JSONError(reason, at: offset)) { try JSONParser.parse(text) }
  }

  @Test(
    "bytes that are no UTF-8 are refused",
    arguments: [
      [0x22, 0xFF, 0x22], [0x22, 0xC3, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22], [0x22, 0xC0, 0x80, 0x22], [0x22, 0x5C, 0x6E, 0xFE, 0x22],
    ])
  func invalidUTF8(bytes: [UInt8]) {
    #expect(throws: JSONError(.invalidUTF8, at: 1)) { try JSONParser.parse(bytes) }
  }

  @Test("nesting is bounded", arguments: ["[", "{\"a\":"])
  func depth(open: String) throws {
    let close = open == "[" ? "]" : "}"
    func nested(_ depth: Int) -> String { String(repeating: open, count: depth) + "1" + String(repeating: close, count: depth) }
    #expect(throws: Never.self) { try JSONParser.parse(nested(200)) }
    let error = #expect(throws: JSONError.self) { try JSONParser.parse(nested(201)) }
    #expect(error?.reason == .tooDeep(limit: 200))
    #expect(throws: JSONError.self) { try JSONParser.parse(String(repeating: open, count: 1_000_000)) }
    #expect(throws: JSONError.self) { try JSONParser.parse("[[1]]", maximumDepth: 1) }
  }

  @Test("an error says where, and never what")
  func secrecy() {
    let error = #expect(throws: JSONError.self) { try JSONParser.parse("{\"password\": secret}") }
    #expect(error?.description == "malformed JSON: there is an unexpected character at byte 13")
  }
}
