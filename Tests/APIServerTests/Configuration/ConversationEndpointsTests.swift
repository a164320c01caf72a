import APIServer
import Shared
import Testing

@Suite("What endpoints.yml says of conversations")
struct ConversationEndpointsTests {
  private func read(_ text: String) throws -> ConversationEndpoints {
    try ConversationEndpoints(EndpointConfiguration(parsing: Array(text.utf8), file: "endpoints.yml", environment: [:]))
  }

  @Test("servers are read with their settings")
  func servers() throws {
    let endpoints = try read("action_endpoint:\n  url: http://a/hook\n  colour: blue\nnlg:\n  url: http://b\n  type: callback\n")
    #expect(endpoints.actionServer?.server.endpoint.url == "http://a/hook")
    #expect(endpoints.nlgServer?.endpoint.url == "http://b")
    #expect(endpoints.warnings == ["endpoints.yml: action_endpoint.colour means nothing here"])
    #expect(try read("nlg:\n  type: response\n").nlgServer == nil)
    #expect(try read("").actionServer == nil)
  }

  @Test(
    "stores in memory are what there is",
    arguments: ["tracker_store:\n  type: InMemory\n", "lock_store:\n  type: in_memory\n", "lock_store: {}\n"])
  func memory(text: String) throws { _ = try read(text) }

  @Test(
    "what Rasa could do and this server cannot is refused",
    arguments: [
      ("tracker_store:\n  type: redis\n", "line 2, column 9: tracker_store.type is redis"),
      ("tracker_store:\n  store_type: SQL\n", "tracker_store.type is SQL"), ("lock_store:\n  type: redis\n", "lock_store.type is redis"),
      ("event_broker:\n  type: pika\n", "event_broker is not supported"), ("nlg:\n  type: my.Module\n", "nlg.type is my.Module"),
      ("action_endpoint:\n  token: t\n", "action_endpoint.url is missing"),
      ("action_endpoint: here\n", "action_endpoint must be a mapping"),
    ])
  func refused(text: String, sentence: String) {
    #expect { _ = try read(text) } throws: { "\($0)".contains(sentence) && "\($0)".hasPrefix("endpoints.yml, line ") }
  }
}
