import Dialogue
import JSON
import Testing

/// How policies see a message once events say whether its text or its intent counted.
struct MessageMarkTests {
  private let domain: Domain
  private let message: Event

  init() throws {
    domain = try Domain(["intents": ["greet"], "entities": ["city"], "responses": ["utter_greet": [["text": "Hi"]]]])
    var intent = JSONObject()
    intent["name"] = "greet"
    message = Event(.user(UserUttered(text: "hello", intent: intent, entities: [])))
  }

  private func users(_ events: Event...) -> [DialogueState.User?] {
    Tracker(senderID: "c", domain: domain, events: [.action("action_listen"), message] + events).pastStates.map(\.user)
  }

  private let asIntent = DialogueState.User(intent: "greet")
  private let asText = DialogueState.User(text: "hello")

  @Test func `a message is seen whole until it is said what counts, and what is said counts for the past as well`() {
    #expect(users() == [nil, DialogueState.User(intent: "greet", text: "hello")])
    #expect(users(Event(.featurization(usesText: false)), .action("utter_greet")) == [nil, asIntent, asIntent])
    #expect(users(Event(.featurization(usesText: true)), .action("utter_greet")) == [nil, asText, asText])
  }

  @Test func `an action keeps seeing a message as it was said before it`() {
    let users = users(
      Event(.featurization(usesText: false)), .action("utter_greet"), .action("action_listen"), Event(.featurization(usesText: true)))
    #expect(users == [nil, asIntent, asIntent, asText])
  }

  @Test func `what an undone event said of a message is forgotten`() {
    let users = users(
      Event(.featurization(usesText: false)), .action("action_listen"), Event(.featurization(usesText: true)), Event(.undo))
    #expect(users == [nil, asIntent])
  }

  @Test func `entities that a policy found are seen in all states of the message`() {
    let users = users(.action("action_listen"), Event(.entities([["entity": "city", "value": "Bern"]])))
    #expect(users.dropFirst().allSatisfy { $0?.entities == ["city"] })
  }
}
