import Foundation
import Logging
import ModelSync
import ServiceLifecycle
import Shared
import SystemPackage
import TestSupport
import Testing

@Suite("Pulling again and again")
struct SyncLoopTests {
  /// Runs a loop that never wakes up by itself, calls `body`, and ends the loop.
  func withLoop(_ workshop: Workshop, _ clock: TestClock, _ body: (PullRequests) async throws -> Void) async throws {
    let requests = PullRequests()
    let loop = SyncLoop(
      puller: workshop.puller(clock: clock.clock), state: workshop.state(), requests: requests, clock: clock.clock)
    let group = ServiceGroup(services: [loop], logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
    try await withThrowingTaskGroup(of: Void.self) { tasks in
      tasks.addTask { try await group.run() }
      try await Condition.wait(for: "the first pull's end") { !clock.sleeps.isEmpty }
      try await body(requests)
      await group.triggerGracefulShutdown()
      try await tasks.waitForAll()
    }
    #expect(await requests.request() == nil, "nobody is answered after the end")
  }

  @Test("a request is answered when its pull is over, by a pull that began after it")
  func request() async throws {
    try await Workshop.with("request") { workshop in
      let clock = TestClock()
      workshop.source.offer(ModelFixture.archive("one"))
      try await withLoop(workshop, clock) { requests in
        #expect(clock.sleeps == [.seconds(100)])
        workshop.source.offer(ModelFixture.archive("two"))
        let outcome = await requests.request()
        #expect(outcome?.word == "published")
        let marker = try workshop.marker()
        #expect(marker == "two")
        let again = await requests.request()
        #expect(again?.word == "unchanged")
      }
    }
  }

  @Test("many requests at once are all answered")
  func manyRequests() async throws {
    try await Workshop.with("many") { workshop in
      workshop.source.offer(ModelFixture.archive("one"))
      try await withLoop(workshop, TestClock()) { requests in
        let words = await withTaskGroup(of: String?.self) { tasks in
          for _ in 0..<50 { tasks.addTask { await requests.request()?.word } }
          return await tasks.reduce(into: Set<String?>()) { $0.insert($1) }
        }
        #expect(words == ["unchanged"])
      }
    }
  }

  @Test("after a failure it waits as its state says")
  func failure() async throws {
    try await Workshop.with("failure") { workshop in
      let clock = TestClock()
      workshop.source.fail(with: .status(500, source: "memory"))
      try await withLoop(workshop, clock) { requests in
        _ = await requests.request()
        try await Condition.wait(for: "a second wait") { clock.sleeps.count > 1 }
        #expect(clock.sleeps == [.seconds(1), .seconds(2)])
      }
    }
  }
}
