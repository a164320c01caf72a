import JSON
import TestSupport

/// Requests that no client of good will sends, as bytes on the wire.
enum HostileRequests {
  static let cases: [HostileCase<[UInt8]>] = bodies + messages + heads

  private static let bodies: [HostileCase<[UInt8]>] = [
    body("no body", []),
    text("half an object", #"{"text": "hel"#),
    text("a body that is no JSON", "text=hello"),
    text("a body that is a list", "[]"),
    text("a body without a text", "{}"),
    text("a text that is a number", #"{"text": 5}"#),
    text("a text that is null", #"{"text": null}"#),
    text("a text that is an object", #"{"text": {"text": "a"}}"#),
    text("a million brackets", String(repeating: "[", count: 1_000_000)),
    text("a million braces", String(repeating: #"{"a":"#, count: 1_000_000)),
    text("five million numbers", #"{"text": "hello", "x": ["# + String(repeating: "0,", count: 4_999_000) + "0]}"),
    body("11 megabytes", [UInt8](repeating: 0x20, count: 11 << 20)),
    body("a text that is not UTF-8", Array(#"{"text": ""#.utf8) + [0xFF, 0xFE] + Array(#""}"#.utf8)),
    body("half a character", Array(#"{"text": ""#.utf8) + [0xE2, 0x82] + Array(#""}"#.utf8)),
    text("a line feed within a string", "{\"text\": \"a\nb\"}"),
    text("a number with a thousand digits", #"{"text": "hello", "n": "# + String(repeating: "9", count: 1_000) + "}"),
    text("a number beyond all numbers", #"{"text": "hello", "n": 1e999999}"#),
    text("a key ten thousand times", "{" + String(repeating: #""text": "hello","#, count: 10_000) + #""text": "hello"}"#),
  ]

  private static let messages: [HostileCase<[UInt8]>] = [
    message("an empty message", ""),
    message("a message of spaces", String(repeating: " ", count: 10_000)),
    message("a message of a megabyte", String(repeating: "a", count: 1 << 20)),
    message("100,000 words", String(repeating: "a ", count: 100_000)),
    message("8,000 words", String(repeating: "a ", count: 8_000)),
    message("a word of 16,000 letters", String(repeating: "a", count: 16_000)),
    text("a lone surrogate", #"{"text": "a\ud800b"}"#),
    text("surrogates in the wrong order", #"{"text": "\udc00\ud800"}"#),
    text("NUL in a message", #"{"text": "a\u0000b"}"#),
    message("marks that turn the direction of writing", "\u{202E}abc\u{202C} \u{200F}\u{2066}x\u{2069}"),
    message("a thousand accents on one letter", "e" + String(repeating: "\u{301}", count: 1_000)),
    message("joined emoji", "👩‍👩‍👧‍👦 " + String(repeating: "👨‍💻", count: 200)),
    message("characters beyond all planes", "\u{10FFFF}\u{FFFE}\u{E0001}\u{FEFF}"),
    message("ten thousand slashes", String(repeating: "/", count: 10_000)),
    message("an intent with a thousand braces", "/greet" + String(repeating: "{", count: 1_000)),
    message("an intent with a confidence beyond all numbers", "/greet@" + String(repeating: "9", count: 5_000)),
    message("an intent that the domain does not have", "/__proto__{\"a\": 1}"),
  ]

  private static let heads: [HostileCase<[UInt8]>] = [
    HostileCase("no HTTP at all", Array("\u{16}\u{3}\u{1}hello\r\n\r\n".utf8)),
    HostileCase("a host that is none", Array("GET /version HTTP/1.1\r\nHost: a b/c\r\n\r\n".utf8)),
    HostileCase("an address of 9 kilobytes", Array("GET /\(String(repeating: "a", count: 9_000)) HTTP/1.1\r\nHost: a\r\n\r\n".utf8)),
    HostileCase("a line of 100 kilobytes", Array("GET /\(String(repeating: "a", count: 100_000)) HTTP/1.1\r\nHost: a\r\n\r\n".utf8)),
    HostileCase("a header of 100 kilobytes", get("X: \(String(repeating: "a", count: 100_000))")),
    HostileCase("20,000 headers", get((0..<20_000).map { "X\($0): a" }.joined(separator: "\r\n"))),
    HostileCase("a negative length", post("Content-Length: -5")),
    HostileCase("a length beyond all numbers", post("Content-Length: 99999999999999999999999")),
    HostileCase("two lengths", post("Content-Length: 2\r\nContent-Length: 3")),
    HostileCase("chunks that are no numbers", post("Transfer-Encoding: chunked") + Array("zz\r\n{}\r\n0\r\n\r\n".utf8)),
    HostileCase("a method that nobody knows", HTTPCall("BREW", "/model/parse").wireBytes),
    HostileCase("a path that leads upwards", HTTPCall("GET", "/../../etc/passwd").wireBytes),
    HostileCase("a path with a broken escape", HTTPCall("GET", "/%zz%00").wireBytes),
  ]

  private static func get(_ header: String) -> [UInt8] { Array("GET /version HTTP/1.1\r\nHost: a\r\n\(header)\r\n\r\n".utf8) }
  private static func post(_ header: String) -> [UInt8] { Array("POST /model/parse HTTP/1.1\r\nHost: a\r\n\(header)\r\n\r\n".utf8) }

  private static func body(_ name: String, _ bytes: [UInt8]) -> HostileCase<[UInt8]> {
    HostileCase(name, HTTPCall("POST", "/model/parse", headers: ["Content-Type": "application/json"], body: bytes).wireBytes)
  }

  private static func text(_ name: String, _ text: String) -> HostileCase<[UInt8]> { body(name, Array(text.utf8)) }

  private static func message(_ name: String, _ text: String) -> HostileCase<[UInt8]> {
    let json: JSONValue = ["text": .string(text)]
    return body(name, Array(json.jsonText.utf8))
  }
}
