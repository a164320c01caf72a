import Foundation
import ModelSync
import Shared
import TestSupport
import Testing

@Suite("When the current generation was last known to be the newest")
struct LastSuccessTests {
  /// What `/metrics` says of it.
  private func metric(_ workshop: Workshop) -> Double? {
    let line = workshop.registry.text().split(separator: "\n").first { $0.hasPrefix("model_sync_last_success_timestamp_seconds ") }
    return line.flatMap { $0.split(separator: " ").last }.flatMap { Double($0) }
  }

  @Test("without a generation it is counted from the start, so that a source which never answers raises an alarm")
  func nothingYet() async throws {
    try await Workshop.with("success") { workshop in
      let start = workshop.board.current.startedAt
      #expect(metric(workshop) == start.timeIntervalSince1970)
      var state = workshop.state()
      #expect(await workshop.pull(&state).failure != nil)
      #expect(metric(workshop) == start.timeIntervalSince1970)
      #expect(workshop.board.current.lastSuccess == nil)
    }
  }

  @Test("after a restart it is when the newest generation was fetched, until a pull succeeds")
  func restart() async throws {
    try await Workshop.with("success") { before in
      var state = before.state()
      before.source.offer(ModelFixture.archive("one"))
      let generation = try #require(await before.pull(&state).generation)

      let after = Workshop(before.directory.path)
      state = after.state()
      for _ in 0..<2 {
        #expect(await after.pull(&state).failure != nil)
        #expect(metric(after) == generation.record.fetchedAt.timeIntervalSince1970)
        #expect(after.board.current.lastSuccess == generation.record.fetchedAt)
      }
      after.source.offer(ModelFixture.archive("one"))
      #expect(await after.pull(&state).failure == nil)
      #expect(try #require(metric(after)) >= after.board.current.startedAt.timeIntervalSince1970)
    }
  }
}
