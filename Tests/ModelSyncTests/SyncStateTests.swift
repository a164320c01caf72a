import Foundation
import ModelSync
import Shared
import SystemPackage
import Testing

@Suite("What is to be done next")
struct SyncStateTests {
  func archive(_ text: String, tag: String? = nil) -> FetchedArchive {
    FetchedArchive(
      fingerprint: Fingerprint(tag ?? "tag-\(text)"), displayName: "m.tar.gz", bytes: Int64(text.utf8.count),
      sha256: SHA256.hash(of: Array(text.utf8)))
  }

  func generation(_ sequence: Int, _ archive: FetchedArchive, source: SourceIdentity = "s") -> PublishedGeneration {
    let id = GenerationID(sequence: sequence, digest: archive.sha256)
    return PublishedGeneration(
      id: id, directory: "generations/x",
      record: GenerationRecord(
        id: id, source: source, fingerprint: archive.fingerprint, sha256: archive.sha256, bytes: archive.bytes, archive: "m.tar.gz",
        fetchedAt: Date(timeIntervalSince1970: 0)))
  }

  let broken = SyncFailure.archive(.truncatedGzip)

  @Test("with nothing there the source is asked without a fingerprint")
  func first() {
    var state = SyncState(source: "s", interval: .seconds(100))
    #expect(state.advance(.began(current: nil)) == .fetch(unless: nil))
    #expect(state.advance(.fetched(archive("a"))) == .publish(archive("a")))
    let published = generation(1, archive("a"))
    #expect(state.advance(.published(published)) == .rest(.published(published), again: .seconds(100)))
  }

  @Test("a restart asks with the fingerprint of the current generation")
  func restart() {
    var state = SyncState(source: "s", interval: .seconds(100))
    let current = generation(1, archive("a"))
    #expect(state.advance(.began(current: current)) == .fetch(unless: Fingerprint("tag-a")))
    #expect(state.advance(.unchanged) == .rest(.unchanged(current), again: .seconds(100)))
  }

  @Test("another source's fingerprint means nothing")
  func otherSource() {
    var state = SyncState(source: "s", interval: nil)
    #expect(state.advance(.began(current: generation(1, archive("a"), source: "t"))) == .fetch(unless: nil))
  }

  @Test("nor does that of another query at the same address, be it a model's, another name's or a refusal's")
  func otherQuery() {
    let (alice, bob) = (SourceIdentity("s", query: "bot=alice"), SourceIdentity("s", query: "bot=bob"))
    let current = generation(1, archive("a"), source: alice)
    var state = SyncState(source: bob, interval: nil)
    #expect(state.advance(.began(current: current)) == .fetch(unless: nil))
    _ = state.advance(.fetched(archive("a", tag: "7")))
    #expect(state.advance(.began(current: current)) == .fetch(unless: Fingerprint("7")))
    _ = state.advance(.fetched(archive("b", tag: "8")))
    _ = state.advance(.failed(broken))
    #expect(state.advance(.began(current: current)) == .fetch(unless: Fingerprint("8")))
    var other = SyncState(source: alice, interval: nil, memory: state.memory)
    #expect(other.advance(.began(current: current)) == .fetch(unless: Fingerprint("tag-a")))
  }

  @Test("the fingerprint does not advance before the generation is published")
  func advance() {
    var state = SyncState(source: "s", interval: .seconds(100))
    let current = generation(1, archive("a"))
    _ = state.advance(.began(current: current))
    _ = state.advance(.fetched(archive("b")))
    _ = state.advance(.failed(.disk("x", .noSpace)))
    #expect(state.advance(.began(current: current)) == .fetch(unless: Fingerprint("tag-a")))
  }

  @Test("the same bytes under another tag are not published again, and the new tag is asked about from then on")
  func renamed() {
    var state = SyncState(source: "s", interval: .seconds(100))
    let current = generation(1, archive("a"))
    _ = state.advance(.began(current: current))
    #expect(state.advance(.fetched(archive("a", tag: "new"))) == .rest(.unchanged(current), again: .seconds(100)))
    #expect(state.advance(.began(current: current)) == .fetch(unless: Fingerprint("new")))
    var restarted = SyncState(source: "s", interval: .seconds(100), memory: state.memory)
    #expect(restarted.advance(.began(current: current)) == .fetch(unless: Fingerprint("new")))
  }

  @Test("other bytes under the same tag are published")
  func sameTag() {
    var state = SyncState(source: "s", interval: .seconds(100))
    _ = state.advance(.began(current: generation(1, archive("a", tag: "t"))))
    #expect(state.advance(.fetched(archive("b", tag: "t"))) == .publish(archive("b", tag: "t")))
  }

  @Test("a refused archive is remembered, over a restart too, and asked about until the tag changes")
  func refused() throws {
    var state = SyncState(source: "s", interval: .seconds(100))
    let current = generation(1, archive("a"))
    _ = state.advance(.began(current: current))
    _ = state.advance(.fetched(archive("bad")))
    guard case .rest(.refused(let refusal), again: .seconds(100)) = state.advance(.failed(broken)) else {
      Issue.record("an archive that is at fault is refused")
      return
    }
    #expect(refusal.sha256 == archive("bad").sha256)

    var restarted = SyncState(source: "s", interval: .seconds(100), memory: state.memory)
    #expect(restarted.advance(.began(current: current)) == .fetch(unless: Fingerprint("tag-bad")))
    #expect(restarted.advance(.unchanged) == .rest(.refused(refusal), again: .seconds(100)))
    // The same bytes under another tag are still refused, without being unpacked.
    _ = restarted.advance(.began(current: current))
    guard case .rest(.refused(let again), _) = restarted.advance(.fetched(archive("bad", tag: "t2"))) else {
      Issue.record("the digest is known")
      return
    }
    #expect(again.fingerprint == Fingerprint("t2"))
    // A good one clears it.
    _ = restarted.advance(.began(current: current))
    #expect(restarted.advance(.fetched(archive("good"))) == .publish(archive("good")))
    let good = generation(2, archive("good"))
    _ = restarted.advance(.published(good))
    #expect(restarted.memory.refusal == nil)
    #expect(restarted.advance(.began(current: good)) == .fetch(unless: Fingerprint("tag-good")))
  }

  @Test("a source that goes back to the current archive after a refused one is unchanged")
  func backToGood() {
    var state = SyncState(source: "s", interval: .seconds(100))
    let current = generation(1, archive("a"))
    _ = state.advance(.began(current: current))
    _ = state.advance(.fetched(archive("bad")))
    _ = state.advance(.failed(broken))
    _ = state.advance(.began(current: current))
    #expect(state.advance(.fetched(archive("a"))) == .rest(.unchanged(current), again: .seconds(100)))
    #expect(state.advance(.began(current: current)) == .fetch(unless: Fingerprint("tag-a")))
  }

  @Test("a full disk is not the archive's fault")
  func transient() {
    var state = SyncState(source: "s", interval: .seconds(100))
    for failure in [SyncFailure.disk("x", .noSpace), .archive(.cannotWrite(member: "m", reason: .noSpace)), .archive(.cancelled)] {
      _ = state.advance(.began(current: nil))
      _ = state.advance(.fetched(archive("a")))
      guard case .rest(.failed, _) = state.advance(.failed(failure)) else {
        Issue.record("\(failure)")
        continue
      }
      #expect(state.memory.refusal == nil)
    }
  }

  @Test("waits grow with failures in a row, up to the interval at least, and a success resets them")
  func backoff() {
    var state = SyncState(source: "s", interval: .seconds(100), backoff: Backoff(initial: .seconds(1), limit: .seconds(60)))
    let failure = SyncFailure.source(.status(500, source: "s"))
    var waits: [Duration?] = []
    let former = generation(1, archive("former"))
    for _ in 0..<9 {
      _ = state.advance(.began(current: former))
      if case .rest(_, let again) = state.advance(.failed(failure)) { waits.append(again) }
    }
    #expect(waits == [1, 2, 4, 8, 16, 32, 64, 100, 100].map { .seconds($0) })
    #expect(state.failures == 9)
    let current = generation(1, archive("a"))
    _ = state.advance(.began(current: current))
    _ = state.advance(.unchanged)
    #expect(state.failures == 0)
    _ = state.advance(.began(current: current))
    #expect(state.advance(.failed(failure)) == .rest(.failed(failure), again: .seconds(1)))
  }

  @Test("while there is no model at all waits stay short")
  func firstPhase() {
    var state = SyncState(source: "s", interval: .seconds(100), firstDelayLimit: .seconds(3))
    let failure = SyncFailure.source(.status(404, source: "s"))
    var waits: [Duration?] = []
    for _ in 0..<4 {
      _ = state.advance(.began(current: nil))
      if case .rest(_, let again) = state.advance(.failed(failure)) { waits.append(again) }
    }
    #expect(waits == [1, 2, 3, 3].map { .seconds($0) })
  }

  @Test("waits are drawn around what was decided, after successes and failures")
  func jitter() {
    let jitter = Jitter(fraction: 0.25) { range in
      #expect(range == 0.75...1.25)
      return range.upperBound
    }
    var state = SyncState(source: "s", interval: .seconds(100), jitter: jitter)
    let current = generation(1, archive("a"))
    _ = state.advance(.began(current: current))
    #expect(state.advance(.unchanged) == .rest(.unchanged(current), again: .seconds(125)))
    _ = state.advance(.began(current: current))
    let failure = SyncFailure.source(.status(500, source: "s"))
    #expect(state.advance(.failed(failure)) == .rest(.failed(failure), again: .milliseconds(1_250)))
    #expect(Jitter.none.around(.seconds(7)) == .seconds(7))
  }

  @Test("an archive that is not trusted is refused before anything is compared")
  func distrusted() {
    var state = SyncState(source: "s", interval: .seconds(100))
    let current = generation(1, archive("a"))
    _ = state.advance(.began(current: current))
    let failure = SyncFailure.untrusted(reason: "r")
    guard case .rest(.refused(let refusal), _) = state.advance(.distrusted(archive("a", tag: "t"), failure)) else {
      Issue.record("even the bytes that are current have to be trusted")
      return
    }
    #expect(refusal.sha256 == archive("a").sha256 && refusal.fingerprint == Fingerprint("t"))
  }

  @Test("waits after failures never overflow")
  func manyFailures() {
    #expect(Backoff(initial: .seconds(3_600), limit: .seconds(7_200)).delay(after: 1_000_000) == .seconds(7_200))
  }

  @Test("without an interval it pulls until it works, and then waits to be asked")
  func once() {
    var state = SyncState(source: "s", interval: nil)
    _ = state.advance(.began(current: nil))
    guard case .rest(_, again: .some) = state.advance(.failed(.source(.status(500, source: "s")))) else {
      Issue.record("a failure is tried again")
      return
    }
    let current = generation(1, archive("a"))
    _ = state.advance(.began(current: current))
    #expect(state.advance(.unchanged) == .rest(.unchanged(current), again: nil))
  }

  @Test("without an interval a refusal is tried again for as long as there is nothing that nobody has refused")
  func onceRefused() {
    func delays(_ current: PublishedGeneration?, refused: Set<GenerationID> = []) -> [Duration?] {
      var state = SyncState(source: "s", interval: nil)
      state.memory.refusedGenerations = refused
      return (0..<4).map { number in
        _ = state.advance(.began(current: current))
        _ = state.advance(.fetched(archive("bad\(number)")))
        guard case .rest(.refused, let again) = state.advance(.failed(broken)) else { return nil }
        return again
      }
    }
    let current = generation(1, archive("a"))
    #expect(delays(nil) == [1, 2, 4, 5].map { .seconds($0) })
    #expect(delays(current, refused: [current.id]) == [1, 2, 4, 8].map { .seconds($0) })
    #expect(delays(current) == [nil, nil, nil, nil])
  }

  @Test("unchanged, though there is nothing, is a failure")
  func unchangedNothing() {
    var state = SyncState(source: "s", interval: .seconds(100))
    _ = state.advance(.began(current: nil))
    guard case .rest(.failed, again: .seconds(1)) = state.advance(.unchanged) else {
      Issue.record("there is no generation")
      return
    }
  }
}
