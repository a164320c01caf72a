import JSON
import Testing

/// Real Rasa's actions were run on random domains, conversations and answers of an action server.
struct RecordedActionTests {
  @Test func `actions bring about what they bring about in Rasa and ask the action server the same`() async throws {
    for recording in try DialogueRecordings.lines("actions.jsonl") {
      let differences = try await RecordedAction(json: recording).differences()
      #expect(differences.isEmpty, "the run \(recording["seed"]?.jsonText ?? "") of \(recording["action"]?.jsonText ?? "")")
    }
  }
}
