package import FoundationEssentials
package import Shared
internal import SystemPackage

/// Which generations may go: never the current one or a pinned one, never the newest few, never one that a reader may still be reading.
package struct Pruning: Sendable, Equatable {
  /// How many of the newest generations stay, the current one among them.
  package var keep: Int
  /// For how long a generation stays after it was replaced.
  package var grace: Duration

  package init(keep: Int = 2, grace: Duration = .seconds(300)) {
    self.keep = keep
    self.grace = grace
  }

  /// What is to be removed, and when the rest became stale.
  package struct Plan: Sendable, Equatable {
    package let remove: [GenerationID]
    package let staleSince: [GenerationID: Date]
  }

  /// - Parameters:
  ///   - generations: all that are there.
  ///   - refused: generations that servers have refused, which do not count among the newest.
  ///   - staleSince: what an earlier plan said. A generation that was never seen stale became so now.
  package func plan(
    generations: [GenerationID], current: GenerationID, pinned: GenerationID? = nil, refused: Set<GenerationID> = [],
    staleSince: [GenerationID: Date], now: Date
  ) -> Plan {
    let newest = Set(generations.filter { !refused.contains($0) }.sorted().suffix(max(keep, 1)))
    var remove: [GenerationID] = []
    var stale: [GenerationID: Date] = [:]
    for id in generations.sorted() where id != current && id != pinned {
      // A time in the future means that the clock was set back: count anew rather than wait for it.
      let since = min(staleSince[id] ?? now, now)
      let age = now.timeIntervalSince(since)
      if !newest.contains(id), age >= grace.seconds { remove.append(id) } else { stale[id] = since }
    }
    return Plan(remove: remove, staleSince: stale)
  }
}

extension Duration {
  /// The duration as a number of seconds.
  package var seconds: Double {
    Double(components.seconds) + Double(components.attoseconds) / 1e18
  }
}
