import Dialogue
import JSON
import ModelFormat
import Testing

struct MemoizationPolicyTests {
  private static let domain: JSONValue = [
    "intents": ["greet"], "slots": ["mood": ["type": "text", "mappings": []]], "responses": ["utter_greet": [["text": "Hi"]]],
  ]

  private func model(
    _ turns: JSONValue, augmented: Bool = false, config: JSONValue = ["enable_feature_string_compression": false]
  ) throws -> ScratchModel {
    try ScratchModel(
      .init(
        component: augmented ? "memoization.AugmentedMemoizationPolicy" : "memoization.MemoizationPolicy", config: config,
        files: ["memorized_turns.json": ["lookup": turns], "featurizer.json": ScratchModel.featurizer]),
      domain: Self.domain)
  }

  private func greeted(before: [Event] = []) throws -> Tracker {
    var greet = JSONObject()
    greet["name"] = "greet"
    greet["confidence"] = 0.5
    let user = UserUttered(text: "hi", intent: greet, entities: [])
    return Tracker(senderID: "c", domain: try Domain(Self.domain), events: before + [.action("action_listen"), Event(.user(user))])
  }

  private let turns: JSONValue = ["[{}, {prev_action: {action_name: action_listen}, user: {intent: greet}}]": "utter_greet"]

  @Test func `what happened in a story happens again`() throws {
    let model = try model(turns)
    let tracker = try greeted()
    let prediction = try model.ensemble().predict(tracker)
    #expect(prediction.confidence == 1)
    #expect(prediction.action.map { tracker.domain.actions[$0] } == "utter_greet")
    #expect(prediction.policy == "MemoizationPolicy")
  }

  @Test func `texts are compressed unless the configuration says otherwise`() throws {
    // By Python, of the only text in `turns`.
    let key = "eJyLrq7VUaguKEoti09MLsnMz7NSqIYw4vMSc1OtFKCcnMziktQ8oNrS4tQioJrMPCC3xEohvSg1taS2NhYA6dwbhQ=="
    #expect(try model([key: "utter_greet"], config: [:]).ensemble().predict(greeted()).confidence == 1)
  }

  @Test func `texts are the ones that Python writes, with all escapes and without quotes`() throws {
    // By Python's json, zlib and base64.
    let key =
      "eJy1TtEKwjAM/JV8QJGKD2p/ZR2l2iiDrdX2OoSyf1+YPgo++ZK7XHKXdK2MCcVQm1IKhrr9TvfLoqg9Ms/OXzGkKN"
      + "M3cdFPbOjTjEMBR9n9FqGoFs4igl8QiwX8RZF91gQuVpglW7Xms0A4HYJU1nrTjrdfH1SAs7tnZvzpfr8CJxpiBA=="
    let user = UserUttered(text: "a\ttab, \"quotes\", \\ é 😀 \u{7F}", intent: JSONObject(), entities: [])
    let events: [Event] = [.slot("mood", "fine"), .action("action_listen"), Event(.user(user)), .action("utter_greet")]
    let tracker = Tracker(senderID: "c", domain: try Domain(Self.domain), events: events)
    #expect(try model([key: "action_listen"], config: [:]).ensemble().predict(tracker).confidence == 1)
  }

  @Test func `a conversation that began otherwise is remembered only once its beginning is forgotten`() throws {
    let before: [Event] = [.action("action_listen"), .slot("mood", "fine"), .action("utter_greet")]
    let other = try greeted(before: before)
    #expect(try model(turns).ensemble().predict(other).confidence == 0)
    let prediction = try model(turns, augmented: true).ensemble().predict(other)
    #expect(prediction.confidence == 1)
    #expect(prediction.policy == "AugmentedMemoizationPolicy")
  }

  @Test func `a memory may be as sure as the pipeline was`() throws {
    let model = try model(turns, config: ["enable_feature_string_compression": false, "use_nlu_confidence_as_score": true])
    #expect(try model.ensemble().predict(greeted()).confidence == 0.5)
  }

  @Test func `an action that said a message was unlikely is not seen`() throws {
    var tracker = try greeted()
    tracker.update(.action("action_unlikely_intent"))
    #expect(try model(turns).ensemble().predict(tracker).confidence == 1)
  }

  @Test func `a policy that was never trained remembers nothing`() throws {
    let model = try ScratchModel(.init(component: "memoization.MemoizationPolicy"), domain: Self.domain)
    #expect(try model.ensemble().predict(greeted()).confidence == 0)
  }

  @Test(arguments: ["no base64!", "AAAA", "eJyLrq6NBQAEOA==", "eJyLrq6NBQAEOAGxeA==", "eJyLrq6N/wAEOAGx", ""])
  func `texts that are not compressed as they should be refuse the model by name`(key: String) throws {
    let model = try model([key: "utter_greet"], config: [:])
    let error = try #require(throws: ModelFormatError.self) { try model.ensemble() }
    #expect(error.description.hasPrefix("components/train_0/memorized_turns.json of the model is malformed: a turn is not"))
  }
}
