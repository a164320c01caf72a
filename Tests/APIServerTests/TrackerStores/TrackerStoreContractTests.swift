import APIServer
import Dialogue
import JSON
import Testing

@Suite("Every tracker store keeps the contract")
struct TrackerStoreContractTests {
  private let store: any TrackerStore = InMemoryTrackerStore()
  private let conversation = ConversationID("ada")

  private func tracker(city: String) -> Tracker {
    Tracker(senderID: "ada", domain: .stub, events: [.slot("city", .string(city))])
  }

  @Test("what nobody saved is not there")
  func nothing() async throws {
    #expect(try await store.load(conversation, domain: .stub)?.events == nil)
    #expect(try await !store.contains(conversation))
  }

  @Test("the last save counts")
  func save() async throws {
    try await store.save(tracker(city: "Rome"))
    try await store.save(tracker(city: "Oslo"))
    #expect(try await store.load(conversation, domain: .stub)?.slot("city") == "Oslo")
    #expect(try await store.contains(conversation))
    #expect(try await store.load(ConversationID("eve"), domain: .stub)?.events == nil)
  }

  @Test("an empty conversation takes no other one's place")
  func create() async throws {
    try await store.create(conversation, domain: .stub)
    #expect(try await store.load(conversation, domain: .stub)?.events.count == 0)
    try await store.save(tracker(city: "Rome"))
    try await store.create(conversation, domain: .stub)
    #expect(try await store.load(conversation, domain: .stub)?.slot("city") == "Rome")
  }

  @Test("another model finds what happened, with its own domain")
  func otherDomain() async throws {
    try await store.save(tracker(city: "Rome"))
    let other = Domain.named("Hi!")
    let moved = try #require(try await store.load(conversation, domain: other))
    #expect(moved.domain === other)
    #expect(moved.slot("city") == "Rome")
  }
}
