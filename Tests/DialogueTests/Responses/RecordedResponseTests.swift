import Dialogue
import JSON
import Testing

/// Real Rasa's generators were asked for random responses.
struct RecordedResponseTests {
  @Test func `responses are those of Rasa and so are the requests to an NLG server`() async throws {
    for (number, recording) in try DialogueRecordings.lines("responses.jsonl").enumerated() {
      let differences = try await RecordedResponse(json: recording).differences()
      #expect(differences.isEmpty, "the response in line \(number + 1)")
    }
  }

  @Test func `templates are filled as Rasa fills them, or fail where Python fails`() throws {
    let recording = try DialogueRecordings.read("interpolation.json")
    let interpolation = Interpolation(try #require(recording["values"]?.object))
    for entry in try #require(recording["cases"]?.array) {
      let parts = try #require(entry.array)
      let template = try #require(parts[0].string)
      let filled = (try? interpolation.filled(template)).map { JSONValue.string($0) } ?? JSONValue.null
      #expect(filled.jsonText == parts[1].jsonText, "\(template)")
    }
  }
}
