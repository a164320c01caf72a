import Dialogue
import JSON
import Testing

struct TrackerTests {
  @Test func `a new tracker waits for its first action`() throws {
    let tracker = Tracker(senderID: "a", domain: try Domain(.null))
    #expect(tracker.followupAction == "action_listen")
  }
}
