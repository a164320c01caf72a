import APIServer
import HTTPTypes
import JSON
import Shared
import TestSupport
import Testing

@Suite("The callback channel")
struct CallbackChannelTests {
  private func channels(_ url: String) throws -> ChannelConfiguration {
    var configuration = ChannelConfiguration()
    configuration.callback = try CalledServer(json: ["url": .string(url), "token": "t"])
    return configuration
  }

  @Test("each message is posted to the address, and the request is answered with success")
  func posts() async throws {
    let receiver = try LoopbackServer { _, connection in connection.answer() }
    defer { receiver.stop() }
    let server = try TestServer.greeting(channels: channels(receiver.url("/bot")))
    let answer = try await server.write("hi", path: "/webhooks/callback/webhook")
    #expect(answer.text == "success")
    let request = try #require(receiver.requests.first)
    #expect(request.hasPrefix("POST /bot?token=t "))
    #expect(request.hasSuffix(#"{"recipient_id":"ada","text":"Hello!"}"#))
    #expect(try await server.ask(.get, "/conversations/ada/tracker").json["latest_input_channel"] == "callback")
  }

  @Test("an address that does not take it does not end the conversation", arguments: ["500 No", ""])
  func refused(status: String) async throws {
    let receiver = try LoopbackServer { _, connection in if !status.isEmpty { connection.answer(status) } }
    defer { receiver.stop() }
    let server = try TestServer.greeting(channels: channels(receiver.url()))
    #expect(try await server.write("hi", path: "/webhooks/callback/webhook").text == "success")
    #expect(try await server.ask(.get, "/conversations/ada/tracker").json["latest_action_name"] == "action_listen")
  }

  @Test("an endpoint's answer can go there as well")
  func latest() async throws {
    let receiver = try LoopbackServer { _, connection in connection.answer() }
    defer { receiver.stop() }
    let server = try TestServer.greeting(channels: channels(receiver.url()))
    _ = try await server.write("hi", path: "/webhooks/callback/webhook")
    let answer = try await server.ask(
      .post, "/conversations/ada/execute?output_channel=latest", body: #"{"name": "utter_hello"}"#)
    #expect(try answer.json["messages"] == [["recipient_id": "ada", "text": "Hello!"]])
    #expect(receiver.requests.count == 2)
  }
}
