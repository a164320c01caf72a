import APIServer
import HTTPTypes
import JSON
import TestSupport
import Testing

@Suite("The REST channel")
struct RESTChannelTests {
  private let path = "/webhooks/rest/webhook"

  @Test("a sender without a name is the standard one")
  func nobody() async throws {
    let server = try TestServer.greeting()
    #expect(try await server.write("hi", as: "").json == [["recipient_id": "default", "text": "Hello!"]])
  }

  @Test("a message is answered with the bot's messages")
  func answers() async throws {
    let answer = try await TestServer.greeting().write("hi")
    #expect(answer.status == 200)
    #expect(try answer.json == [["recipient_id": "ada", "text": "Hello!"]])
  }

  @Test("the conversation remembers the channel, or the one that the request names")
  func inputChannel() async throws {
    let server = try TestServer.greeting()
    _ = try await server.write("hi")
    #expect(try await server.ask(.get, "/conversations/ada/tracker").json["latest_input_channel"] == "rest")
    _ = try await server.ask(.post, path, body: #"{"sender": "ada", "message": "hi", "input_channel": "web"}"#)
    #expect(try await server.ask(.get, "/conversations/ada/tracker").json["latest_input_channel"] == "web")
  }

  @Test(
    "who does not say who they are is default, and a number is its digits",
    arguments: [
      (#"{"message": "hi"}"#, "default"), (#"{"sender": null, "message": "hi"}"#, "default"), (#"{"sender": 7, "message": "hi"}"#, "7"),
      (#"{"sender": 18446744073709551617, "message": "hi"}"#, "18446744073709551617"),
    ])
  func sender(body: String, expected: String) async throws {
    let answer = try await TestServer.greeting().ask(.post, path, body: body)
    #expect(try answer.json == [["recipient_id": .string(expected), "text": "Hello!"]])
  }

  @Test("a message may hold line ends as they are")
  func lineEnds() async throws {
    let server = try TestServer.greeting()
    let answer = try await server.ask(.post, path, body: "{\"sender\": \"ada\", \"message\": \"hello\n\tthere\"}")
    #expect(try answer.json == [["recipient_id": "ada", "text": "Hello!"]])
    #expect(try await server.ask(.get, "/conversations/ada/tracker").json["latest_message"]?["text"] == "hello\n\tthere")
  }

  @Test("what came along with the first message is in the session's slot")
  func metadata() async throws {
    let server = try TestServer.greeting()
    _ = try await server.ask(.post, path, body: #"{"sender": "ada", "message": "hi", "metadata": {"a": 1}}"#)
    let tracker = try await server.ask(.get, "/conversations/ada/tracker").json
    #expect(tracker["slots"]?["session_started_metadata"] == ["a": 1])
  }

  @Test("a stream has one line for each message, and ends")
  func stream() async throws {
    let answer = try await TestServer.greeting().write("hi", path: "\(path)?stream=true")
    #expect(answer.headers[.contentType] == "text/event-stream")
    #expect(answer.text == #"{"recipient_id":"ada","text":"Hello!"}"# + "\n")
    let whole = try await TestServer.greeting().write("hi", path: "\(path)?stream=1")
    #expect(whole.headers[.contentType] == "application/json")
  }

  @Test("without a model, and with one that only understands, the answer is empty", arguments: [false, true])
  func noAnswer(hasModel: Bool) async throws {
    let server = hasModel ? try TestServer.loaded() : try TestServer()
    let answer = try await server.write("hi")
    #expect(answer.status == 200)
    #expect(answer.text == "[]")
  }

  @Test("a body that is no object is a bad request", arguments: ["", "[]", "null", "{broken", #"{"message": 5}"#])
  func badBody(body: String) async throws {
    #expect(try await TestServer.greeting().ask(.post, path, body: body).status == 400)
  }

  @Test("a message that is too long is refused")
  func longMessage() async throws {
    let server = try TestServer.greeting(limits: RequestLimits(messageBytes: 5))
    #expect(try await server.write("hello").status == 200)
    #expect(try await server.write("hello!").status == 413)
  }

  @Test("it is served without the HTTP API, too, and says that it is there")
  func withoutAPI() async throws {
    let server = try TestServer(enablesAPI: false)
    #expect(try await server.ask(.get, "/webhooks/rest/").text == #"{"status":"ok"}"#)
    #expect(try await server.ask(.get, "/webhooks/rest").status == 200)
    #expect(try await server.ask(.get, "/webhooks/callback/").status == 404)
    #expect(try await server.ask(.get, "/conversations/ada/tracker").status == 404)
  }
}
