import Dialogue
import JSON
import Testing

struct ActionRegistryTests {
  private let domain: JSONValue = [
    "intents": [["faq": ["is_retrieval_intent": true]], "greet"],
    "actions": ["action_custom", "own_form", "action_back", "utter_faq"],
    "responses": ["utter_greet": [["text": "Hello"]]],
    "forms": ["own_form": ["required_slots": []], "form": ["required_slots": []]],
    "e2e_actions": ["utter_text", "Good morning"],
  ]

  private func kind(_ name: String) throws -> String? {
    ActionRegistry.action(named: name, domain: try Domain(domain)).map { "\(type(of: $0))" }
  }

  @Test(arguments: [
    ("action_listen", "SilentAction"), ("action_back", "RemoteAction"), ("action_custom", "RemoteAction"), ("own_form", "RemoteAction"),
    ("form", "FormAction"), ("utter_greet", "BotResponseAction"), ("utter_faq", "RetrieveResponseAction"),
    ("utter_text", "EndToEndResponseAction"), ("Good morning", "EndToEndResponseAction"), ("...", "RemoteAction"),
    ("action_extract_slots", "ExtractSlotsAction"), ("action_two_stage_fallback", "TwoStageFallbackAction"),
  ])
  func `a name means the same action as in Rasa`(name: String, expected: String) throws {
    #expect(try kind(name) == expected)
  }

  @Test func `what the domain does not have is no action`() throws {
    #expect(try kind("action_other") == nil)
  }

  @Test func `an end-to-end action is logged by what it says`() throws {
    let action = try #require(ActionRegistry.action(named: "Good morning", domain: try Domain(domain)))
    let event = action.executed(by: PolicyPrediction(scores: [0.5], policy: "TEDPolicy"))
    #expect(event.action?.action == .text("Good morning"))
    #expect(event.action?.confidence == 0.5)
  }
}
