import Dialogue
import Evaluation
import JSON
import Testing

@Suite("The conversations of stories")
struct StoryConversationsTests {
  private static func domain() throws -> Domain {
    try Domain([
      "intents": ["greet", "bye", "thank"], "actions": ["utter_greet", "utter_bye"], "entities": ["city"],
      "slots": [
        "place": ["type": "text", "mappings": [["type": "from_entity", "entity": "city"]]],
        "mood": ["type": "categorical", "values": ["good", "bad"], "mappings": [["type": "custom"]]],
      ],
    ])
  }

  /// Each conversation as a line.
  private static func told(_ stories: String, _ limits: EvaluationLimits = EvaluationLimits()) throws -> [String] {
    let document = try TrainingDataDocument(Array("stories:\n\(stories)".utf8))
    return try StoryConversations.all(in: document, domain: domain(), limits: limits).map { tracker in
      tracker.events.map(Self.word).joined(separator: " ")
    }
  }

  private static func word(_ event: Event) -> String {
    switch event.kind {
    case .user(let user): user.text ?? user.intentName ?? "?"
    case .action(let action): action.action.nameOrText.text
    case .slot(let name, let value): "\(name)=\(value.jsonText)"
    case .activeLoop(let name): "loop=\(name ?? "none")"
    default: "other"
    }
  }

  private static func story(_ name: String, _ steps: String...) -> String {
    "- story: \(name)\n  steps:\n" + steps.map { "  - \($0)\n" }.joined()
  }

  @Test("the bot listens before each message and at the end, and entities fill slots")
  func explicit() throws {
    let story = Self.story(
      "a", "{intent: greet, entities: [{city: Rome}]}", "action: utter_greet", "{intent: bye, user: 'to [Oslo](city)'}", "bot: hi")
    #expect(
      try Self.told(story) == [#"action_listen greet place="Rome" utter_greet action_listen to Oslo place="Oslo" hi action_listen"#])
  }

  @Test("stories with the same states are told once, with a text beside the intent they are others")
  func same() throws {
    let (one, two) = (Self.story("a", "intent: greet"), Self.story("b", "intent: greet"))
    #expect(try Self.told(one + two).count == 1)
    #expect(try Self.told(one + two + Self.story("c", "{intent: greet, user: hi}")).count == 2)
  }

  @Test("each alternative makes a conversation")
  func alternatives() throws {
    let story = Self.story("a", "or: [{intent: greet}, {intent: bye}]", "action: utter_greet", "or: [{intent: thank}, {intent: bye}]")
    #expect(try Self.told(story).count == 4)
  }

  @Test("checkpoints join stories, whichever comes first, and conditions choose")
  func checkpoints() throws {
    let end =
      Self.story("b", "checkpoint: c", "intent: bye") + Self.story("d", "{checkpoint: c, slot_was_set: [{mood: good}]}", "intent: thank")
    let begin = Self.story("a", "intent: greet", "slot_was_set: [{mood: bad}]", "checkpoint: c")
    #expect(try Self.told(end + begin) == [#"action_listen greet mood="bad" action_listen bye action_listen"#])
  }

  @Test("what leads to no end is told up to there, what nothing leads to is not told")
  func openEnds() throws {
    #expect(try Self.told(Self.story("a", "intent: greet", "checkpoint: nowhere")) == ["action_listen greet"])
    #expect(try Self.told(Self.story("a", "checkpoint: nowhere", "intent: greet")) == [])
  }

  @Test("a cycle is gone through and ends")
  func cycle() throws {
    let stories =
      Self.story("a", "intent: greet", "checkpoint: c") + Self.story("b", "checkpoint: c", "intent: thank", "checkpoint: c")
      + Self.story("d", "checkpoint: c", "intent: bye")
    let told = try Self.told(stories)
    #expect(told.contains("action_listen greet action_listen bye action_listen"))
    #expect(told.contains("action_listen greet action_listen thank action_listen bye action_listen"))
    #expect(told.count < 10)
  }

  @Test("alternatives that multiply beyond the limit are refused")
  func tooMany() throws {
    let either = "or: [{intent: greet}, {intent: bye}, {intent: thank}]"
    let story = "- story: a\n  steps:\n" + String(repeating: "  - \(either)\n  - action: utter_greet\n", count: 20)
    #expect(throws: EvaluationError.tooMuch("more than 20000 conversations")) { try Self.told(story) }
    let checkpoints = "- story: a\n  steps:\n  - intent: greet\n" + (0..<60).map { "  - checkpoint: c\($0)\n" }.joined()
    #expect(throws: EvaluationError.data("line 17, column 5: too many checkpoints follow on one another")) { try Self.told(checkpoints) }
    let joined = (0..<1_100).map {
      Self.story("a\($0)", "intent: greet", "checkpoint: c") + Self.story("b\($0)", "checkpoint: c", "intent: bye")
    }
    #expect(throws: EvaluationError.tooMuch("more than 1000000 ways from one checkpoint to the next")) { try Self.told(joined.joined()) }
    var limits = EvaluationLimits()
    limits.eventsOfConversation = 10
    let long = "- story: a\n  steps:\n" + String(repeating: "  - intent: greet\n", count: 20)
    #expect(throws: EvaluationError.tooMuch("a conversation with more than 10 events")) { try Self.told(long, limits) }
  }

  @Test(
    "steps that mean nothing are refused with their place",
    arguments: [
      ("- story: a\n  steps:\n  - other: b\n", "line 4, column 5: the key 'other' means nothing here"),
      ("- story: a\n  steps:\n  - intent: a\n    action: b\n", "line 4, column 5: the key 'action' means nothing here"),
      ("- story: a\n  steps:\n  - slot_was_set: [nothing]\n", "line 4, column 5: the domain has no slot 'nothing'"),
      ("- story: a\n  steps: b\n", "line 3, column 10: a list is expected, not a string"),
    ])
  func refused(stories: String, sentence: String) throws {
    #expect(throws: EvaluationError.data(sentence)) { try Self.told(stories) }
  }
}
