import Foundation
import ModelFormat
import ModelSync
import Shared
import SystemPackage
import TestSupport
import Testing

@Suite("One pull")
struct PullerTests {
  @Test("a first archive becomes the current generation, with its record, and nothing is left over")
  func first() async throws {
    try await Workshop.with("first") { workshop in
      let archive = ModelFixture.archive("one")
      workshop.source.offer(archive, fingerprint: Fingerprint("\"e\""), name: "one.tar.gz")
      var state = workshop.state()
      let outcome = await workshop.pull(&state)
      let record = try #require(outcome.generation?.record)
      #expect(outcome.word == "published")
      #expect(record.fingerprint == Fingerprint("\"e\""))
      #expect(record.sha256 == SHA256.hash(of: archive))
      #expect(record.bytes == Int64(archive.count))
      #expect(record.archive == "one.tar.gz")
      let marker = try workshop.marker()
      #expect(marker == "one")
      let leftovers = try workshop.leftovers()
      #expect(leftovers == [])
      let again = await workshop.pull(&state)
      #expect(again.word == "unchanged")
    }
  }

  @Test("another archive replaces the first; the first stays for its grace")
  func second() async throws {
    try await Workshop.with("second") { workshop in
      var state = workshop.state()
      var ids: [GenerationID] = []
      for name in ["one", "two", "three"] {
        workshop.source.offer(ModelFixture.archive(name))
        ids.append(try #require(await workshop.pull(&state, pruning: Pruning(keep: 1)).generation?.id))
        let marker = try workshop.marker()
        #expect(marker == name)
      }
      var present = try workshop.directory.generationIDs()
      #expect(present == ids, "none has been stale for as long as the grace")
      _ = await workshop.pull(&state, pruning: Pruning(keep: 2, grace: .zero))
      present = try workshop.directory.generationIDs()
      #expect(present == [ids[1], ids[2]])
    }
  }

  @Test("a reader that holds a generation's folder keeps it through a publication")
  func reader() async throws {
    try await Workshop.with("reader") { workshop in
      var state = workshop.state()
      workshop.source.offer(ModelFixture.archive("one"))
      _ = await workshop.pull(&state)
      let held = try #require(try workshop.directory.current())
      workshop.source.offer(ModelFixture.archive("two"))
      _ = await workshop.pull(&state)
      let text = try Data(contentsOf: URL(fileURLWithPath: held.directory.appending("components/marker.txt").string))
      #expect(text == Data("one".utf8))
    }
  }

  @Test(
    "an archive that is no model is refused, and what was current stays",
    arguments: [
      Array("<html>".utf8), Array(ModelFixture.archive("x").dropLast(9)), ModelFixture.archive("x", version: "3.7.0"),
      GzipFixture.compress(TarFixture().ended),
    ])
  func refused(archive: [UInt8]) async throws {
    try await Workshop.with("refused") { workshop in
      var state = workshop.state()
      workshop.source.offer(ModelFixture.archive("good"))
      _ = await workshop.pull(&state)
      workshop.source.offer(archive)
      let outcome = await workshop.pull(&state)
      #expect(outcome.refusal?.sha256 == SHA256.hash(of: archive))
      let (marker, leftovers) = (try workshop.marker(), try workshop.leftovers())
      #expect(marker == "good")
      #expect(leftovers == [])

      // A new process does not fetch it again, and says the same.
      workshop.source.offer(archive)
      var restarted = workshop.state()
      let downloads = workshop.registry.text()
      let again = await workshop.pull(&restarted)
      #expect(again.refusal == outcome.refusal)
      #expect(downloads.contains("model_sync_downloads_total 2"))
      #expect(workshop.registry.text().contains("model_sync_downloads_total 2"))
    }
  }

  @Test("an archive that holds a file of the directory's own is refused")
  func reservedName() async throws {
    try await Workshop.with("reserved") { workshop in
      var tar = ModelFixture.tar("x")
      tar.add("generation.json", "{}")
      workshop.source.offer(GzipFixture.compress(tar.ended))
      var state = workshop.state()
      let outcome = await workshop.pull(&state)
      #expect(outcome.refusal?.reason.contains("generation.json") == true)
    }
  }

  @Test("a record that nobody would read is not published")
  func oversizedRecord() async throws {
    try await Workshop.with("oversized") { workshop in
      var state = workshop.state()
      workshop.source.offer(ModelFixture.archive("good"))
      _ = await workshop.pull(&state)
      workshop.source.offer(ModelFixture.archive("other"), name: String(repeating: "n", count: GenerationRecord.maximumBytes))
      let outcome = await workshop.pull(&state)
      #expect(outcome.failure?.description.contains("more than 65536") == true, "\(outcome)")
      let (marker, leftovers) = (try workshop.marker(), try workshop.leftovers())
      #expect(marker == "good")
      #expect(leftovers == [])
    }
  }

  @Test("a failing source leaves everything as it is, and the failure is counted by its reason")
  func failing() async throws {
    try await Workshop.with("failing") { workshop in
      var state = workshop.state()
      workshop.source.offer(ModelFixture.archive("good"))
      _ = await workshop.pull(&state)
      workshop.source.fail(with: .status(503, source: "memory"))
      let outcome = await workshop.pull(&state)
      #expect(outcome.failure == .source(.status(503, source: "memory")))
      let (marker, leftovers) = (try workshop.marker(), try workshop.leftovers())
      #expect(marker == "good")
      #expect(leftovers == [])
      let status = workshop.board.current
      #expect(status.lastOutcome == "failed")
      #expect(status.lastError == "memory answered 503")
      #expect(status.consecutiveFailures == 1)
      #expect(status.generation?.id == (try workshop.directory.current()?.id))
      #expect(workshop.registry.text().contains("model_sync_failures_total{reason=\"http_503\"} 1"))
    }
  }

  @Test("requests, downloads and publications have times of their own")
  func times() async throws {
    try await Workshop.with("times") { workshop in
      let time = TestClock()
      let puller = workshop.puller(clock: time.clock)
      var state = workshop.state()
      workshop.source.offer(ModelFixture.archive("good"))
      _ = await puller.pull(&state)
      time.advance(by: 10)
      _ = await puller.pull(&state)
      time.advance(by: 10)
      workshop.source.offer(Array("bad".utf8))
      _ = await puller.pull(&state)
      let status = workshop.board.current
      #expect(status.lastPublish == time.start)
      #expect(status.lastSuccess == time.start + 10)
      #expect(status.lastDownload == time.start + 20)
      #expect(status.lastAttempt == time.start + 20)
      #expect(status.nextAttempt == time.start + 120)
    }
  }

  @Test("a cancelled pull leaves nothing in staging")
  func cancelled() async throws {
    try await Workshop.with("cancelled") { workshop in
      workshop.source.offer(ModelFixture.archive("good"))
      let outcome = await Task {
        withUnsafeCurrentTask { $0?.cancel() }
        var state = workshop.state()
        return await workshop.pull(&state)
      }.value
      #expect(outcome.failure == .cancelled)
      let leftovers = try workshop.leftovers()
      #expect(leftovers == [])
      #expect(try workshop.directory.current() == nil)
    }
  }
}
