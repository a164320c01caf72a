import Dialogue
import JSON
import Testing

struct FormActionTests {
  private static let bot: JSONValue = [
    "intents": ["book", "inform", "chat"], "entities": ["city"],
    "slots": [
      "city": ["type": "text", "mappings": [["type": "from_entity", "entity": "city"]]],
      "name": [
        "type": "text", "mappings": [["type": "from_text", "conditions": [["active_loop": "trip", "requested_slot": "name"]]]],
      ],
      "extra": ["type": "text", "mappings": [["type": "custom"]]],
    ],
    "forms": ["trip": ["required_slots": ["city", "name"]]],
    "responses": [
      "utter_ask_city": [["text": "Where to?"]], "utter_ask_trip_name": [["text": "Your name for {city}?"]],
      "utter_ask_name": [["text": "Never said"]], "utter_ask_extra": [["text": "Extra?"]],
    ],
  ]

  private static func user(_ intent: String, _ text: String, city: String? = nil) -> JSONValue {
    let entities: JSONValue = city.map { [["entity": "city", "value": .string($0)]] } ?? []
    return [
      "event": "user", "text": .string(text),
      "parse_data": ["intent": ["name": .string(intent)], "entities": entities, "text": .string(text)],
    ]
  }

  private static let listen: JSONValue = ["event": "action", "name": "action_listen"]
  private static let asking: [JSONValue] = [
    listen, user("book", "a trip"), ["event": "action", "name": "trip"], ["event": "active_loop", "name": "trip"],
    ["event": "slot", "name": "requested_slot", "value": "city"], listen,
  ]

  /// Runs the form and says what happened in short: slots as `name=value`, messages by their text, everything else by its type.
  private func run(_ events: [JSONValue], validation: JSONValue? = nil) async throws -> [String] {
    var bot = Self.bot.object ?? JSONObject()
    if validation != nil { bot["actions"] = ["validate_trip"] }
    let domain = try Domain(.object(bot))
    let server = ListedActionServer(validation.map { ["validate_trip": [.init($0)]] } ?? [:])
    let form = try #require(ActionRegistry.action(named: "trip", domain: domain))
    let result = try await form.run(on: try Tracker(domain, json: .array(events)), ActionContext(domain, server: server))
    return result.map { event in
      switch event.kind {
      case .slot(let name, let value): "\(name)=\(PythonFormat.text(of: value))"
      case .bot(let bot): bot.text ?? ""
      case .activeLoop(let loop): "loop \(loop ?? "None")"
      default: event.typeName
      }
    }
  }

  @Test func `an activated form asks for its first slot`() async throws {
    let events = try await run([Self.listen, Self.user("book", "a trip")])
    #expect(events == ["loop trip", "requested_slot=city", "Where to?"])
  }

  @Test func `a form takes what the activating message says`() async throws {
    let events = try await run([Self.listen, Self.user("book", "to Oslo", city: "Oslo")])
    #expect(events == ["loop trip", "city=Oslo", "requested_slot=name", "Your name for Oslo?"])
  }

  @Test func `a filled slot lets the form ask for the next one`() async throws {
    let events = try await run(
      Self.asking + [Self.user("inform", "Oslo", city: "Oslo"), ["event": "slot", "name": "city", "value": "Oslo"]])
    #expect(events == ["requested_slot=name", "Your name for Oslo?"])
  }

  @Test func `the last slot ends the form`() async throws {
    let answers: [JSONValue] = [
      ["event": "slot", "name": "city", "value": "Oslo"], ["event": "slot", "name": "requested_slot", "value": "name"],
      Self.user("inform", "Ana"), ["event": "slot", "name": "name", "value": "Ana"],
    ]
    #expect(try await run(Self.asking + answers) == ["requested_slot=None", "loop None"])
  }

  @Test func `a message that fills nothing rejects the form`() async throws {
    await #expect(throws: ActionError.rejected(action: "trip", reason: "Failed to extract slot city with action trip")) {
      try await run(Self.asking + [Self.user("chat", "how are you")])
    }
  }

  @Test func `after a digression the form asks again without looking at the message`() async throws {
    let digression: [JSONValue] = [
      Self.user("chat", "how are you"), ["event": "action", "name": "utter_ask_extra"],
      ["event": "loop_interrupted", "is_interrupted": true],
    ]
    #expect(try await run(Self.asking + digression) == ["requested_slot=city", "Where to?"])
  }

  @Test func `a validation that empties a slot has it asked for again`() async throws {
    let message: [JSONValue] = [Self.user("inform", "Oz", city: "Oz"), ["event": "slot", "name": "city", "value": "Oz"]]
    let events = try await run(
      Self.asking + message,
      validation: ["events": [["event": "slot", "name": "city", "value": nil]], "responses": [["text": "There is no Oz."]]])
    #expect(events == ["There is no Oz.", "city=None", "requested_slot=city", "Where to?"])
  }

  @Test func `a validation may ask for a slot of its own choice`() async throws {
    let message: [JSONValue] = [Self.user("inform", "Oslo", city: "Oslo"), ["event": "slot", "name": "city", "value": "Oslo"]]
    let events = try await run(
      Self.asking + message, validation: ["events": [["event": "slot", "name": "requested_slot", "value": "extra"]]])
    #expect(events == ["requested_slot=extra", "Extra?"])
  }

  @Test func `a validation may end the form early`() async throws {
    let message: [JSONValue] = [Self.user("inform", "Oslo", city: "Oslo"), ["event": "slot", "name": "city", "value": "Oslo"]]
    let events = try await run(
      Self.asking + message, validation: ["events": [["event": "slot", "name": "requested_slot", "value": nil]]])
    #expect(events == ["requested_slot=None", "requested_slot=None", "loop None"])
  }

  @Test func `a validation that rejects by an event asks for nothing`() async throws {
    let message: [JSONValue] = [Self.user("inform", "Oslo", city: "Oslo"), ["event": "slot", "name": "city", "value": "Oslo"]]
    let events = try await run(
      Self.asking + message, validation: ["events": [["event": "action_execution_rejected", "name": "trip"]]])
    #expect(events == ["action_execution_rejected"])
  }
}
