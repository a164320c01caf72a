import Dialogue
import JSON
import Testing

@Suite("Conversations as stories")
struct StoryWriterTests {
  @Test("a conversation is told as Rasa tells it, or refused in the same words")
  func recorded() throws {
    let recording = try YAMLRecording.read("stories.json")
    let domain = try Domain(recording["domain"] ?? .null)
    let cases = try #require(recording["cases"]?.array)
    try #require(cases.count == 133)
    for recorded in cases {
      let told = try Self.tell(recorded, domain)
      let expected = recorded["error"].map { "ERROR \($0.string ?? "")" } ?? recorded["text"]?.string
      #expect(told.utf8.elementsEqual(try #require(expected).utf8), "\(recorded["events"]?.jsonText ?? "")\n\(told)")
    }
  }

  private static func tell(_ recorded: JSONValue, _ domain: Domain) throws -> String {
    let events = try Event.list(recorded["events"] ?? .null, now: 0, makeName: { "name" })
    do throws(StoryError) {
      return try StoryWriter.text(
        of: events, name: recorded["name"]?.string ?? "", domain: domain, allSessions: recorded["all"]?.bool ?? false,
        until: recorded["until"]?.double)
    } catch {
      return "ERROR \(error)"
    }
  }

  @Test("a conversation without events has no steps, and no sessions")
  func empty() throws {
    let domain = try Domain(.null)
    #expect(try StoryWriter.text(of: [], name: "a", domain: domain) == "version: \"3.1\"\nstories:\n- story: a\n  steps: []\n")
    #expect(try StoryWriter.text(of: [], name: "a", domain: domain, allSessions: true) == "version: \"3.1\"\n")
  }

  @Test("a message that keeps opening annotations is read once")
  func hostileMessage() throws {
    let text = String(repeating: "[a](b", count: 200_000) + ":)"
    let event = Event(.user(UserUttered(text: text, intent: JSONObject(), entities: [])))
    let told = try StoryWriter.text(of: [event], name: "a", domain: try Domain(.null))
    #expect(told.utf8.count == text.utf8.count + "version: \"3.1\"\nstories:\n- story: a\n  steps:\n  - user: |-\n      \n".utf8.count)
  }
}
