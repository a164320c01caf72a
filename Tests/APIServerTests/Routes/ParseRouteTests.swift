import APIServer
import Hummingbird
import JSON
import Testing

@Suite("POST /model/parse")
struct ParseRouteTests {
  private func parse(_ body: String, path: String = "/model/parse", contentType: String? = nil) async throws -> TestAnswer {
    var headers: HTTPFields = [:]
    headers[.contentType] = contentType
    return try await TestServer.loaded().ask(.post, path, headers: headers, body: body)
  }

  @Test("a message is parsed, whatever the content type says", arguments: [nil, "application/json", "text/plain"])
  func parses(contentType: String?) async throws {
    let answer = try await parse(#"{"text": "grüße 👋 a/b", "message_id": "m"}"#, contentType: contentType)
    #expect(answer.status == 200)
    #expect(answer.headers[.contentType] == "application/json")
    #expect(try answer.json == ["text": "grüße 👋 a/b", "model": "one"])
  }

  @Test("of a list the first text counts, as in Rasa")
  func list() async throws {
    #expect(try await parse(#"{"text": ["hello", "there"]}"#).json["text"] == "hello")
  }

  @Test("an empty body is a bad request")
  func empty() async throws {
    let answer = try await parse("")
    #expect(answer.status == 400)
    #expect(try answer.json["reason"] == "BadRequest")
  }

  @Test(
    "what clients know from Rasa as a parsing error stays one",
    arguments: [
      ("{}", "'text'"), (#"{"q": "hello"}"#, "'text'"), ("{broken", "Failed when parsing body as json"),
      (#"{"text": "\x"}"#, "Failed when parsing body as json"),
    ])
  func parsingError(body: String, reason: String) async throws {
    let answer = try await parse(body)
    #expect(answer.status == 500)
    #expect(
      try answer.json == [
        "version": "3.6.21", "status": "failure", "message": .string("An unexpected error occurred. Error: \(reason)"),
        "reason": "ParsingError", "details": [:], "help": nil, "code": 500,
      ])
  }

  @Test(
    "what holds no text is a bad request",
    arguments: [
      #"{"text": null}"#, #"{"text": 5}"#, #"{"text": true}"#, #"{"text": {"a": 1}}"#, #"{"text": []}"#, #"{"text": [5]}"#, "[]", "null",
      "5",
      #""hello""#,
    ])
  func noText(body: String) async throws {
    let answer = try await parse(body)
    #expect(answer.status == 400)
    #expect(try answer.json["reason"] == "BadRequest")
  }

  @Test("nesting without end is refused")
  func deep() async throws {
    #expect(try await parse(String(repeating: "[", count: 100_000)).status == 400)
  }

  @Test("a body above the limit is refused before it is read, and one at the limit is not")
  func limit() async throws {
    let body = #"{"text": "hello"}"#
    let exact = try TestServer.loaded(limits: RequestLimits(bodyBytes: body.utf8.count))
    #expect(try await exact.ask(.post, "/model/parse", body: body).status == 200)
    let short = try TestServer.loaded(limits: RequestLimits(bodyBytes: body.utf8.count - 1))
    let answer = try await short.ask(.post, "/model/parse", headers: [.accept: "application/json"], body: body)
    #expect(answer.status == 413)
    #expect(try answer.json["message"] == "Request body exceeds the size limit")
  }

  @Test("a message above the limit is refused, and one at the limit is not")
  func longMessage() async throws {
    let server = try TestServer.loaded(limits: RequestLimits(messageBytes: 5))
    #expect(try await server.ask(.post, "/model/parse", body: #"{"text": "hello"}"#).status == 200)
    let answer = try await server.ask(.post, "/model/parse", body: #"{"text": "hällo"}"#)
    #expect(answer.status == 413)
    #expect(try answer.json["reason"] == "MessageTooLong")
  }

  @Test("a message with too many words is refused, whether it is parsed at once or elsewhere", arguments: [256, 0])
  func manyWords(inlineMessageBytes: Int) async throws {
    var limits = RequestLimits()
    limits.messageTokens = 3
    limits.inlineMessageBytes = inlineMessageBytes
    let server = try TestServer.loaded(limits: limits)
    #expect(try await server.ask(.post, "/model/parse", body: #"{"text": "one two three"}"#).json["text"] == "one two three")
    let answer = try await server.ask(.post, "/model/parse", body: #"{"text": "one two three four"}"#)
    #expect(answer.status == 413)
    #expect(try answer.json["message"] == "The message has more than 3 words.")
  }

  @Test("an unknown emulation mode is a bad request with the parameter's name")
  func emulation() async throws {
    let answer = try await parse(#"{"text": "hello"}"#, path: "/model/parse?emulation_mode=BAD")
    #expect(answer.status == 400)
    #expect(try answer.json["details"] == ["parameter": "emulation_mode", "in": "query"])
    #expect(
      try answer.json["message"] == "Invalid parameter value for 'emulation_mode'. Should be one of 'WIT', 'LUIS', 'DIALOGFLOW'.")
  }

  @Test("the missing model comes before anything else")
  func conflict() async throws {
    #expect(try await TestServer().ask(.post, "/model/parse?emulation_mode=BAD", body: "{broken").status == 409)
  }
}
