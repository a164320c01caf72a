import Dialogue
import JSON
import ModelFormat
import Testing

@Suite("Learned policies see as many states as they were trained with")
struct TrackerFeaturizerTests {
  private static let features: JSONValue = [
    "intent": ["greet": 0], "action_name": ["action_listen": 0], "entities": [:], "slots": [:], "active_loop": [:],
  ]

  private func model(_ type: String, maximumHistory: JSONValue, features: JSONValue = features) throws -> PolicyModel {
    try PolicyModel(
      nodes: ["run_it": ["uses": "rasa.TEDPolicy", "fn": "predict", "needs": [:], "config": [:], "resource": ["name": "train_it"]]],
      files: [
        "components/train_it/featurizer.json": [
          "type": .string(type), "max_history": maximumHistory, "state_featurizer": ["feature_states": features],
        ]
      ])
  }

  private func featurizer(_ type: String, maximumHistory: JSONValue = .null, features: JSONValue = features) throws -> TrackerFeaturizer {
    let model = try model(type, maximumHistory: maximumHistory, features: features)
    return try TrackerFeaturizer(model.node("TEDPolicy"), from: model.reader, domain: model.domain)
  }

  /// What was done before each state, with what the user said; both halves of it.
  private let story: [DialogueState] = [
    DialogueState(),
    DialogueState(user: .init(intent: "greet", text: "hello"), previousAction: .name("action_listen")),
    DialogueState(user: .init(intent: "greet", text: "hello"), previousAction: .name("action_unlikely_intent")),
    DialogueState(user: .init(intent: "greet", text: "hello"), previousAction: .name("utter_greet")),
    DialogueState(user: .init(intent: "bye", text: "so long", entities: ["city"]), previousAction: .name("action_listen")),
  ]

  private func actions(_ states: [DialogueState]) -> [String?] { states.map { $0.previousAction?.nameOrText.text } }

  @Test("only the last states count, and unlikely intents count for nothing")
  func cuts() throws {
    #expect(
      actions(try featurizer("MaxHistoryTrackerFeaturizer", maximumHistory: 3).states(story, usesText: false)) == [
        "action_listen", "utter_greet", "action_listen",
      ])
    #expect(try featurizer("MaxHistoryTrackerFeaturizer").states(story, usesText: false).count == 4)
    #expect(try featurizer("MaxHistoryTrackerFeaturizer", maximumHistory: 0).states(story, usesText: false).count == 4)
    #expect(try featurizer("FullDialogueTrackerFeaturizer", maximumHistory: 1).states(story, usesText: false).count == 4)
  }

  @Test("who asks how likely the last message is does not see it")
  func hidesLastMessage() throws {
    let states = try featurizer("IntentMaxHistoryTrackerFeaturizer", maximumHistory: 2).states(story, usesText: false)
    #expect(actions(states) == ["action_listen", "utter_greet"])
    #expect(try featurizer("IntentMaxHistoryTrackerFeaturizer").states([], usesText: false).isEmpty)
  }

  @Test("a message is seen by its intent, and the last one by its text instead where that is asked for")
  func chooses() throws {
    let featurizer = try featurizer("MaxHistoryTrackerFeaturizer")
    let byIntent = featurizer.states(story, usesText: false)
    #expect(byIntent.last?.user == .init(intent: "bye", entities: ["city"]))
    #expect(byIntent[1].user == .init(intent: "greet"))
    let byText = featurizer.states(story, usesText: true)
    #expect(byText.last?.user == .init(text: "so long"))
    #expect(byText[1].user == .init(intent: "greet"))
  }

  @Test(
    "what is no featurizer is refused with the file's name",
    arguments: [
      ("Mine", JSONValue.null, features, "its type"), ("MaxHistoryTrackerFeaturizer", -1, features, "max_history"),
      ("MaxHistoryTrackerFeaturizer", "all", features, "max_history"), ("MaxHistoryTrackerFeaturizer", .null, [:], "columns of intent"),
      (
        "MaxHistoryTrackerFeaturizer", .null,
        ["intent": ["a": 1, "b": 1], "action_name": [:], "entities": [:], "slots": [:], "active_loop": [:]], "each once"
      ),
    ] as [(String, JSONValue, JSONValue, String)])
  func refuses(_ type: String, _ maximumHistory: JSONValue, _ features: JSONValue, _ reason: String) throws {
    let error = #expect(throws: ModelFormatError.self) {
      _ = try featurizer(type, maximumHistory: maximumHistory, features: features)
    }
    #expect(error?.description.contains("components/train_it/featurizer.json") == true)
    #expect(error?.description.contains(reason) == true)
  }
}
