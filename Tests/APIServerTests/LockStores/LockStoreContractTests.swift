import APIServer
import TestSupport
import Testing

@Suite("Every lock store keeps the contract")
struct LockStoreContractTests {
  private let store = InMemoryLockStore()
  private let conversation = ConversationID("ada")

  private func waits(_ count: Int) async throws {
    try await Condition.wait(for: "\(count) waiting turns") { store.waitingCount(for: conversation) == count }
  }

  @Test("a free conversation is locked at once, and others are not by that")
  func free() throws {
    let lock = try #require(store.lockIfFree(conversation))
    #expect(store.lockIfFree(conversation) == nil)
    #expect(store.lockIfFree(ConversationID("eve")) != nil)
    lock.release()
    #expect(store.lockIfFree(conversation) != nil)
  }

  @Test("conversations whose names only look the same are different ones")
  func codePoints() throws {
    let lock = try #require(store.lockIfFree(ConversationID("\u{E9}")))
    #expect(store.lockIfFree(ConversationID("e\u{301}")) != nil)
    lock.release()
  }

  @Test("whoever waits is served in the order of asking")
  func order() async throws {
    let first = try #require(store.lockIfFree(conversation))
    let visitors = Visitors()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<5 {
        group.addTask {
          let lock = try await store.lock(conversation)
          visitors.enter(number)
          visitors.leave()
          lock.release()
        }
        try await waits(number + 1)
      }
      first.release()
      try await group.waitForAll()
    }
    #expect(visitors.order == [0, 1, 2, 3, 4])
    #expect(store.lockIfFree(conversation) != nil)
  }

  @Test("a cancelled wait gives its place up, and those behind it move on")
  func cancellation() async throws {
    let first = try #require(store.lockIfFree(conversation))
    let second = Task { try await store.lock(conversation).release() }
    try await waits(1)
    let third = Task { try await store.lock(conversation).release() }
    try await waits(2)
    second.cancel()
    await #expect(throws: CancellationError.self) { try await second.value }
    first.release()
    try await third.value
    #expect(store.lockIfFree(conversation) != nil)
  }

  @Test("a task that is cancelled already does not get in")
  func cancelledBefore() async throws {
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return try await store.lock(conversation)
    }
    await #expect(throws: CancellationError.self) { try await task.value }
    #expect(store.lockIfFree(conversation) != nil)
  }

  @Test("a lock that nobody keeps is released")
  func forgotten() throws {
    do { _ = try #require(store.lockIfFree(conversation)) }
    #expect(store.lockIfFree(conversation) != nil)
  }

  @Test("never two turns at a time, however many ask")
  func exclusion() async throws {
    let visitors = Visitors()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<200 {
        group.addTask {
          let lock = try await store.lock(conversation)
          visitors.enter(number)
          await Task.yield()
          visitors.leave()
          lock.release()
        }
      }
      try await group.waitForAll()
    }
    #expect(visitors.most == 1)
    #expect(store.waitingCount(for: conversation) == 0)
  }
}
