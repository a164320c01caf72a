import Dialogue
import JSON
import Testing

struct TemplatedResponseGeneratorTests {
  private let domain: JSONValue = [
    "slots": ["city": ["type": "text", "mappings": []], "guests": ["type": "float", "max_value": 9, "mappings": []]],
    "responses": [
      "utter_greet": [["text": "Hello"], ["text": "Hi"], ["text": "Hello on the phone", "channel": "phone"]],
      "utter_city": [
        ["text": "Where to?"],
        ["text": "Paris it is", "condition": [["type": "slot", "name": "city", "value": "paris"]]],
      ],
      "utter_sum": [["text": "{guests} to {city}", "custom": ["{city}": ["to": "{city}"]], "elements": [["title": "{city}"]]]],
    ],
  ]

  private func generate(
    _ response: String, channel: String = "rest", slots: [Event] = [], arguments: JSONObject = JSONObject(), choose: Int = 0
  ) async throws -> JSONObject? {
    let tracker = Tracker(senderID: "s", domain: try Domain(domain), events: slots)
    return try await TemplatedResponseGenerator { count in choose % count }
      .generate(response, for: tracker, channel: channel, arguments: arguments)
  }

  @Test func `the variation is the one that was chosen`() async throws {
    #expect(try await generate("utter_greet", choose: 1)?["text"] == "Hi")
  }

  @Test func `a variation for the channel is preferred to those for all`() async throws {
    #expect(try await generate("utter_greet", channel: "phone", choose: 1)?["text"] == "Hello on the phone")
  }

  @Test func `a condition that holds is preferred, whatever the case`() async throws {
    #expect(try await generate("utter_city", slots: [.slot("city", "PARIS")])?["text"] == "Paris it is")
    #expect(try await generate("utter_city", slots: [.slot("city", "Rome")])?["text"] == "Where to?")
  }

  @Test func `there is no response that the domain does not name`() async throws {
    #expect(try await generate("utter_other") == nil)
  }

  @Test func `arguments win over slots, keys and elements stay as they are`() async throws {
    var arguments = JSONObject()
    arguments["city"] = "Oslo"
    let message = try await generate("utter_sum", slots: [.slot("city", "Rome"), .slot("guests", 2.0)], arguments: arguments)
    #expect(message?["text"] == "2.0 to Oslo")
    #expect(message?["custom"] == ["{city}": ["to": "Oslo"]])
    #expect(message?["elements"] == [["title": "{city}"]])
  }
}
