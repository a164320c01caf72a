import APIServer
import Dialogue
import HTTPTypes
import JSON
import Shared
import Synchronization
import Testing

@Suite("/conversations/…")
struct ConversationRoutesTests {
  @Test("a conversation that is asked for begins")
  func begins() async throws {
    let server = try TestServer.greeting()
    let tracker = try await server.ask(.get, "/conversations/ada/tracker").json
    #expect(tracker["sender_id"] == "ada")
    #expect(tracker["events"]?.array?.map { $0["event"] ?? .null } == ["action", "session_started", "action"])
    #expect(try await server.ask(.get, "/conversations/ada/story").text == "version: \"3.1\"\nstories:\n- story: ada\n  steps: []\n")
  }

  @Test(
    "a conversation's name may hold anything",
    arguments: [
      ("a%20b", "a b"), ("a/b", "a/b"), ("%C3%A9", "é"), ("100%", "100%"), ("%FF", "%FF"), ("tracker", "tracker"), ("a+b", "a+b"),
    ])
  func names(path: String, name: String) async throws {
    let answer = try await TestServer.greeting().ask(.get, "/conversations/\(path)/tracker/?include_events=NONE")
    #expect(try answer.json["sender_id"] == .string(name))
  }

  @Test("without a model everything is a conflict, before anything else may be wrong")
  func noModel() async throws {
    let server = try TestServer()
    #expect(try await server.ask(.get, "/conversations/ada/tracker?include_events=WRONG").status == 409)
    for name in ["execute", "predict", "trigger_intent", "messages", "tracker/events"] {
      #expect(try await server.ask(.post, "/conversations/ada/\(name)", body: "{broken").status == 409)
    }
  }

  @Test("a model that only understands has conversations, but does nothing in them")
  func withoutPolicies() async throws {
    let server = try TestServer.loaded()
    #expect(try await server.ask(.get, "/conversations/ada/tracker").status == 200)
    #expect(try await server.ask(.post, "/conversations/ada/messages", body: #"{"text": "x", "sender": "user"}"#).status == 200)
    for name in ["execute", "predict", "trigger_intent"] {
      #expect(try await server.ask(.post, "/conversations/ada/\(name)", body: #"{"name": "utter_hello"}"#).status == 409)
    }
    #expect(try await server.ask(.post, "/model/predict", body: "[]").status == 409)
  }

  @Test("one that nobody knows is not found where it does not begin", arguments: ["story", "execute", "predict"])
  func unknown(name: String) async throws {
    let server = try TestServer.greeting()
    let answer = try await server.ask(name == "story" ? .get : .post, "/conversations/ada/\(name)", body: "{}")
    #expect(answer.status == 404)
    #expect(try answer.json["message"] == "Conversation ID not found.")
  }

  @Test("which events are shown is chosen, and time may stand still before")
  func shown() async throws {
    let server = try TestServer.greeting()
    _ = try await server.write("hi")
    func tracker(_ query: String) async throws -> JSONValue { try await server.ask(.get, "/conversations/ada/tracker?\(query)").json }
    #expect(try await tracker("include_events=none")["events"] == JSONValue.null)
    #expect(try await tracker("include_events=APPLIED")["events"]?.array?.first?["event"] == "action")
    #expect(try await tracker("include_events=")["events"]?.array?.isEmpty == false)
    #expect(try await server.ask(.get, "/conversations/ada/tracker?include_events=ANY").status == 400)
    #expect(try await tracker("until=999")["events"] == [])
    #expect(try await tracker("until=soon")["events"]?.array?.isEmpty == false)
  }

  @Test("events are added, and replaced")
  func events() async throws {
    let server = try TestServer.greeting()
    let path = "/conversations/ada/tracker/events"
    let added = try await server.ask(.post, path, body: #"{"event": "slot", "name": "city", "value": "Rome"}"#)
    #expect(try added.json["slots"]?["city"] == "Rome")
    #expect(try added.json["events"]?.array?.count == 4)
    let replaced = try await server.ask(.put, path, body: #"[{"event": "slot", "name": "city", "value": "Oslo", "timestamp": 1}]"#)
    let event = try #require(try replaced.json["events"]?.array?.first)
    #expect(event == ["event": "slot", "timestamp": 1.0, "name": "city", "value": "Oslo"])
    #expect(try await server.ask(.get, "/conversations/ada/tracker").json["slots"]?["city"] == "Oslo")
    #expect(try await server.ask(.put, path, body: "[]").status == 200)
    #expect(try await server.ask(.post, path, body: "[]").status == 500)
    #expect(try await server.ask(.post, path, body: "{broken").status == 400)
    #expect(try await server.ask(.post, path, body: #"{"event": "nonsense"}"#).status == 400)
    let other = try await server.ask(.get, path, headers: [.accept: "application/json"])
    #expect(other.status == 405)
    #expect(other.headers[.allow] == "POST, PUT")
  }

  @Test(
    "events that are none are bad requests, and nothing is kept of them",
    arguments: [
      #"{"event": "user", "text": "x"}"#, #"{"event": "followup"}"#, #"{"event": "reminder", "date_time": "2099-01-01T00:00:00"}"#,
    ])
  func refusedEvents(event: String) async throws {
    let server = try TestServer.greeting()
    let path = "/conversations/ada/tracker/events"
    for answer in [
      try await server.ask(.post, path, body: event), try await server.ask(.put, path, body: "[\(event)]"),
      try await server.ask(.post, "/model/predict", body: "[\(event)]"),
    ] {
      #expect(answer.status == 400)
      #expect(try answer.json["message"]?.string?.hasPrefix("Supplied events are not valid. ") == true)
      #expect(try answer.json["details"] == ["parameter": "", "in": "body"])
    }
    #expect(try await server.ask(.get, "/conversations/ada/story").status == 404)
  }

  @Test(
    "what an event has in another type is refused, lest it be lost",
    arguments: [
      #"{"event": "bot", "text": 5}"#, #"{"event": "bot", "data": [1]}"#, #"{"event": "active_loop", "name": 5}"#,
      #"{"event": "agent", "text": []}"#,
      #"{"event": "reminder", "intent": "greet", "date_time": "2099-01-01T00:00:00", "name": {}}"#,
    ])
  func typesOfEvents(event: String) async throws {
    let answer = try await TestServer.greeting().ask(.post, "/conversations/ada/tracker/events", body: event)
    #expect(answer.status == 400)
    #expect(try answer.json["message"]?.string?.hasPrefix("Supplied events are not valid. ") == true)
  }

  @Test("an action's text is kept beside its name, and its name may be empty")
  func actions() async throws {
    let events =
      #"[{"event": "action", "name": "x", "action_text": "y"}, {"event": "action", "name": ""}, {"event": "action", "action_text": "y"}]"#
    let tracker = try await TestServer.greeting().ask(.put, "/conversations/ada/tracker/events", body: events).json
    let names = tracker["events"]?.array?.map { [$0["name"] ?? .null, $0["action_text"] ?? .null] }
    #expect(names == [["x", "y"], ["", .null], [.null, "y"]])
  }

  @Test("events without a time have one each, so that a time tells them apart")
  func timesOfEvents() async throws {
    let clock = Mutex(0.0)
    let services = DialogueServices.stub(now: {
      clock.withLock {
        $0 += 1
        return $0
      }
    })
    let events = #"[{"event": "slot", "name": "city", "value": "Rome"}, {"event": "slot", "name": "city", "value": "Oslo"}]"#
    let tracker = try await TestServer.greeting(services: services).ask(.put, "/conversations/ada/tracker/events", body: events).json
    let times = tracker["events"]?.array?.compactMap { $0["timestamp"]?.double } ?? []
    #expect(times.count == 2 && times[0] < times[1])
  }

  @Test("events that take the place of others are a turn, too")
  func countedReplacement() async throws {
    let server = try TestServer.greeting()
    _ = try await server.ask(.put, "/conversations/ada/tracker/events", body: "[]")
    #expect(server.registry.text().contains(#"api_server_turns_total{origin="api"} 1"#))
  }

  @Test("a number of a query is read as Python reads one")
  func numbers() async throws {
    let server = try TestServer.greeting()
    _ = try await server.write("hi")
    for (until, isNumber) in [
      ("5%20", true), ("+5", true), ("1_0", true), ("nan", true), ("-inf", true), ("0x10", false), ("1__0", false), ("_1", false),
      ("x", false), ("", false),
      ("&until=0", true),
    ] {
      let tracker = try await server.ask(.get, "/conversations/ada/tracker?until=\(until)").json
      #expect((tracker["events"]?.array?.isEmpty == true) == isNumber, "\(until)")
    }
  }

  @Test("what is no number, or no entity, is a bad request")
  func wrongTypes() async throws {
    let server = try TestServer.greeting()
    _ = try await server.ask(.get, "/conversations/ada/tracker")
    #expect(try await server.ask(.post, "/conversations/ada/execute", body: #"{"name": "utter_hello", "confidence": "x"}"#).status == 400)
    #expect(try await server.ask(.post, "/conversations/ada/trigger_intent", body: #"{"name": "greet", "entities": [5]}"#).status == 400)
    #expect(try await server.ask(.post, "/conversations/ada/execute", body: #"{"name": "utter_hello", "confidence": null}"#).status == 200)
  }

  @Test(
    "a message that is no text, and parse data without intent and entities, are bad requests",
    arguments: [
      ("text", #"{"text": 5, "sender": "user"}"#), ("text", #"{"text": ["x"], "sender": "user"}"#),
      ("parse_data", #"{"text": "x", "sender": "user", "parse_data": 5}"#),
      ("parse_data", #"{"text": "x", "sender": "user", "parse_data": {"intent": {"name": "greet"}}}"#),
      ("parse_data", #"{"text": "x", "sender": "user", "parse_data": {"entities": []}}"#),
      ("parse_data", #"{"text": "x", "sender": "user", "parse_data": {"entities": [], "intent": "greet"}}"#),
    ])
  func oddMessages(parameter: String, body: String) async throws {
    let answer = try await TestServer.greeting().ask(.post, "/conversations/ada/messages", body: body)
    #expect(answer.status == 400)
    #expect(try answer.json["details"]?["parameter"] == .string(parameter))
  }

  @Test("slashes at the end of a path do not count")
  func slashes() async throws {
    let server = try TestServer.greeting()
    for path in ["/version/", "/version//", "/conversations/ada/tracker//", "/conversations/a/b/tracker/"] {
      #expect(try await server.ask(.get, path).status == 200)
    }
    #expect(try await server.ask(.get, "//version").status == 404)
  }

  @Test("what the bot says among events is sent where that is asked for")
  func sideEffects() async throws {
    let server = try TestServer.greeting()
    let answer = try await server.ask(
      .post, "/conversations/ada/tracker/events?execute_side_effects=true", body: #"{"event": "bot", "text": "x", "data": {}}"#)
    #expect(answer.status == 200)
  }

  @Test("an action is run, and the answer shows the conversation before it")
  func execute() async throws {
    let server = try TestServer.greeting()
    _ = try await server.ask(.get, "/conversations/ada/tracker")
    let answer = try await server.ask(.post, "/conversations/ada/execute", body: #"{"name": "utter_hello"}"#)
    #expect(try answer.json["messages"] == [["recipient_id": "ada", "text": "Hello!"]])
    #expect(try answer.json["tracker"]?["latest_action_name"] == "action_listen")
    #expect(try await server.ask(.get, "/conversations/ada/tracker").json["latest_action_name"] == "utter_hello")
    let unknown = try await server.ask(.post, "/conversations/ada/execute", body: #"{"name": "action_none"}"#)
    #expect(unknown.status == 500)
    #expect(try unknown.json["message"]?.string?.contains("Cannot access action 'action_none'") == true)
    #expect(try await server.ask(.post, "/conversations/ada/execute", body: "{}").status == 400)
    #expect(try await server.ask(.post, "/conversations/ada/execute").status == 400)
  }

  @Test("an intent happens as if it were the user's", arguments: [#"{"city": "Rome"}"#, #"[{"entity": "city", "value": "Rome"}]"#])
  func trigger(entities: String) async throws {
    let server = try TestServer.greeting()
    let answer = try await server.ask(
      .post, "/conversations/ada/trigger_intent", body: #"{"name": "greet", "entities": \#(entities)}"#)
    #expect(try answer.json["messages"] == [["recipient_id": "ada", "text": "Hello!"]])
    #expect(try answer.json["tracker"]?["latest_message"]?["entities"] == [["entity": "city", "value": "Rome"]])
    #expect(try await server.ask(.post, "/conversations/ada/trigger_intent", body: #"{"name": "other"}"#).status == 404)
    #expect(try await server.ask(.post, "/conversations/ada/trigger_intent", body: "{}").status == 400)
  }

  @Test("what comes next is told without happening")
  func predict() async throws {
    let server = try TestServer.greeting()
    _ = try await server.ask(.post, "/conversations/ada/messages", body: #"{"text": "hi", "sender": "user"}"#)
    let answer = try await server.ask(.post, "/conversations/ada/predict").json
    #expect(answer["scores"]?.array?.first == ["action": "utter_hello", "score": 1.0])
    #expect(answer["policy"] == "GreetingPolicy")
    #expect(answer["tracker"]?["latest_action_name"] == "action_listen")
  }

  @Test("a message is taken in without an answer, and only from a user")
  func message() async throws {
    let server = try TestServer.greeting()
    let body = #"{"text": "hi", "sender": "user", "parse_data": {"intent": {"name": "greet"}, "entities": []}}"#
    let answer = try await server.ask(.post, "/conversations/ada/messages", body: body).json
    #expect(answer["latest_message"]?["intent"] == ["name": "greet"])
    #expect(answer["events"]?.array?.last?["event"] == "user")
    let bot = try await server.ask(.post, "/conversations/ada/messages", body: #"{"text": "hi", "sender": "bot"}"#)
    #expect(bot.status == 400)
    #expect(try await server.ask(.post, "/conversations/ada/messages").status == 400)
  }
}
