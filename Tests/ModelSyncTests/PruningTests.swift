import Foundation
import ModelSync
import Shared
import Testing

@Suite("Which generations may go")
struct PruningTests {
  let ids = (1...5).map { GenerationID(sequence: $0, digest: SHA256.hash(of: [UInt8($0)])) }
  let start = Date(timeIntervalSince1970: 1_000_000)

  func plan(_ pruning: Pruning, current: Int, stale: [GenerationID: Date] = [:], at seconds: Double) -> Pruning.Plan {
    pruning.plan(generations: ids.shuffled(), current: ids[current - 1], staleSince: stale, now: start + seconds)
  }

  @Test("the newest few stay, and the rest goes once its grace is over")
  func keepAndGrace() {
    let pruning = Pruning(keep: 2, grace: .seconds(60))
    let first = plan(pruning, current: 5, at: 0)
    #expect(first.remove == [])
    #expect(first.staleSince.keys.sorted() == Array(ids[..<4]))
    let early = plan(pruning, current: 5, stale: first.staleSince, at: 59)
    #expect(early.remove == [])
    let late = plan(pruning, current: 5, stale: early.staleSince, at: 60)
    #expect(late.remove == Array(ids[..<3]))
    #expect(late.staleSince.keys.sorted() == [ids[3]])
  }

  @Test("the current one never goes, however old")
  func current() {
    let plan = plan(Pruning(keep: 1, grace: .zero), current: 2, at: 0)
    #expect(plan.remove == [ids[0], ids[2], ids[3]])
  }

  @Test("at least one stays, whatever the setting")
  func keepNone() {
    #expect(plan(Pruning(keep: 0, grace: .zero), current: 5, at: 0).remove == Array(ids[..<4]))
  }

  @Test("a clock that was set back starts the grace anew rather than extend it for ever")
  func clock() {
    let pruning = Pruning(keep: 1, grace: .seconds(60))
    let before = plan(pruning, current: 5, at: 1_000_000).staleSince
    let back = plan(pruning, current: 5, stale: before, at: 0)
    #expect(back.remove == [])
    let later = plan(pruning, current: 5, stale: back.staleSince, at: 60)
    #expect(later.remove == Array(ids[..<4]))
  }
}
