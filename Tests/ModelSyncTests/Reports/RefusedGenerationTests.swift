import Foundation
import ModelSync
import Shared
import SystemPackage
import TestSupport
import Testing

@Suite("A generation that a server refuses")
struct RefusedGenerationTests {
  /// Leaves a report as a server does.
  private func report(_ verdict: GenerationReport.Verdict, on generation: GenerationID?, by server: String = "web-1", in workshop: Workshop)
    throws
  {
    let report = GenerationReport(
      generation: try #require(generation), server: try #require(ServerName(server)), verdict: verdict, tests: 2,
      reason: verdict == .accepted ? nil : "1 of 2 acceptance tests failed", reportedAt: Date())
    try Data(report.text).write(to: URL(fileURLWithPath: workshop.directory.reports.appending("\(server).json").string), options: .atomic)
  }

  /// The archives that the source offers one after the other, each published.
  private func publish(_ names: String..., in workshop: Workshop, _ state: inout SyncState) async throws -> [GenerationID] {
    var ids: [GenerationID] = []
    for name in names {
      workshop.source.offer(ModelFixture.archive(name), fingerprint: Fingerprint("\"\(name)\""))
      ids.append(try #require(await pull(&state, in: workshop).generation?.id))
    }
    return ids
  }

  private func pull(_ state: inout SyncState, in workshop: Workshop, pruning: Pruning = Pruning()) async -> SyncOutcome {
    let inbox = ReportInbox(workshop.directory)
    try? inbox.prepare()
    return await workshop.puller(pruning: pruning, inbox: inbox).pull(&state).outcome
  }

  @Test("the one before it becomes current, its archive is not fetched again, and the next one is published")
  func goesBack() async throws {
    try await Workshop.with("refused") { workshop in
      var state = workshop.state()
      let ids = try await publish("good", "bad", in: workshop, &state)
      try report(.refused, on: ids[1], in: workshop)
      let outcome = await pull(&state, in: workshop)
      #expect(outcome.refusal?.reason == "refused by the server web-1: 1 of 2 acceptance tests failed")
      #expect(outcome.refusal?.generation == ids[1])
      #expect(try workshop.marker() == "good")
      #expect(workshop.board.current.refusal?.generation == ids[1])
      #expect(workshop.board.current.generation?.id == ids[0])
      #expect(workshop.registry.text().contains("model_sync_generations_refused_total 1"))
      #expect(workshop.registry.text().contains("model_sync_downloads_total 2"))

      // Also after a restart, by another name, and however often it is asked.
      var restarted = workshop.state()
      #expect(await pull(&restarted, in: workshop).word == "refused")
      workshop.source.offer(ModelFixture.archive("bad"), fingerprint: Fingerprint("\"renamed\""))
      #expect(await pull(&restarted, in: workshop).refusal?.fingerprint == Fingerprint("\"renamed\""))
      #expect(try workshop.marker() == "good")

      let fixed = try await publish("fixed", in: workshop, &restarted)
      #expect(try workshop.marker() == "fixed")
      #expect(fixed[0] > ids[1])
      #expect(workshop.board.current.refusal == nil)
    }
  }

  @Test("a refused generation does not keep a good one from being kept, and goes when it has been stale for long enough")
  func pruning() async throws {
    try await Workshop.with("refused") { workshop in
      var state = workshop.state()
      let ids = try await publish("good", "bad", in: workshop, &state)
      try report(.refused, on: ids[1], in: workshop)
      _ = await pull(&state, in: workshop)
      let fixed = try await publish("fixed", in: workshop, &state)
      _ = await pull(&state, in: workshop, pruning: Pruning(keep: 2, grace: .zero))
      #expect(try workshop.directory.generationIDs() == [ids[0], fixed[0]])
      #expect(state.memory.refusedGenerations.isEmpty)
    }
  }

  @Test("without another one it stays current, and is not fetched again")
  func onlyOne() async throws {
    try await Workshop.with("refused") { workshop in
      var state = workshop.state()
      let ids = try await publish("bad", in: workshop, &state)
      try report(.refused, on: ids[0], in: workshop)
      #expect(await pull(&state, in: workshop).refusal?.generation == ids[0])
      workshop.source.offer(ModelFixture.archive("bad"), fingerprint: Fingerprint("\"renamed\""))
      #expect(await pull(&state, in: workshop).word == "refused")
      #expect(try workshop.directory.currentID() == ids[0])
      _ = try await publish("good", in: workshop, &state)
      #expect(try workshop.marker() == "good")
    }
  }

  @Test("where all are refused the newest of them is better than nothing")
  func allRefused() async throws {
    try await Workshop.with("refused") { workshop in
      var state = workshop.state()
      let ids = try await publish("one", "two", in: workshop, &state)
      state.memory.refusedGenerations = Set(ids)
      try SyncMemoryFile(workshop.directory).write(state.memory)
      try FileTree.remove(workshop.directory.currentLink)
      _ = await pull(&state, in: workshop)
      #expect(try workshop.directory.currentID() == ids[1])
    }
  }

  @Test("several that are refused one after the other lead back to the last good one")
  func several() async throws {
    try await Workshop.with("refused") { workshop in
      var state = workshop.state()
      _ = try await publish("good", in: workshop, &state)
      for name in ["bad", "worse"] {
        let ids = try await publish(name, in: workshop, &state)
        try report(.refused, on: ids[0], in: workshop)
        #expect(await pull(&state, in: workshop).word == "refused")
        #expect(try workshop.marker() == "good")
      }
      #expect(state.memory.refusedGenerations.count == 2)
      let read = SyncMemoryFile(workshop.directory).read()
      #expect(read.refusedGenerations == state.memory.refusedGenerations && read.refusal == state.memory.refusal)
    }
  }

  @Test("with the one that took its place it leads further back, and neither archive is published again")
  func fallback() async throws {
    try await Workshop.with("refused") { workshop in
      var state = workshop.state()
      let ids = try await publish("good", "worse", "bad", in: workshop, &state)
      for (id, next) in [(ids[2], "worse"), (ids[1], "good"), (ids[0], "good")] {
        try report(.refused, on: id, in: workshop)
        #expect(await pull(&state, in: workshop).refusal?.generation == ids[2])
        #expect(try workshop.marker() == next)
      }
      #expect(workshop.registry.text().contains("model_sync_downloads_total 3"))
      var restarted = workshop.state()
      for name in ["bad", "worse", "bad"] {
        workshop.source.offer(ModelFixture.archive(name), fingerprint: Fingerprint("\"again \(name)\""))
        #expect(await pull(&restarted, in: workshop).word == "refused")
      }
      #expect(try workshop.directory.generationIDs() == ids)
    }
  }

  @Test("a refusal that cannot be written at first is remembered, and acted upon, once it can")
  func fullDisk() async throws {
    try await Workshop.with("refused") { workshop in
      var state = workshop.state()
      let ids = try await publish("good", "bad", in: workshop, &state)
      try report(.refused, on: ids[1], in: workshop)
      // No file can take the place of a folder.
      let path = workshop.directory.path.appending(SyncMemoryFile.name)
      try FileTree.remove(path)
      try FileManager.default.createDirectory(atPath: path.string, withIntermediateDirectories: false)
      #expect(await pull(&state, in: workshop).failure != nil)
      try FileTree.remove(path)
      #expect(await pull(&state, in: workshop).word == "refused")
      #expect(try workshop.marker() == "good")
      #expect(SyncMemoryFile(workshop.directory).read().refusedGenerations == [ids[1]])
    }
  }

  @Test("one that a server cannot load, or accepts, stays current; how many do is shown")
  func others() async throws {
    try await Workshop.with("refused") { workshop in
      var state = workshop.state()
      let ids = try await publish("one", "two", in: workshop, &state)
      try report(.failed, on: ids[1], by: "web-1", in: workshop)
      try report(.accepted, on: ids[1], by: "web-2", in: workshop)
      try report(.accepted, on: ids[1], by: "web-3", in: workshop)
      try report(.refused, on: ids[0], by: "late", in: workshop)
      #expect(await pull(&state, in: workshop).word == "unchanged")
      #expect(try workshop.marker() == "two")
      let servers = workshop.board.current.servers
      #expect(servers.accepted == 2 && servers.failed == 1 && servers.refused == 0)
      #expect(workshop.registry.text().contains(#"model_sync_servers{verdict="accepted"} 2"#))
    }
  }

  @Test("a crash between remembering and going back is finished by the next start")
  func crash() async throws {
    try await Workshop.with("refused") { workshop in
      var state = workshop.state()
      let ids = try await publish("good", "bad", in: workshop, &state)
      let bad = try workshop.directory.generation(ids[1])
      let report = GenerationReport(
        generation: bad.id, server: try #require(ServerName("web-1")), verdict: .refused, tests: 1, reason: "a reason", reportedAt: Date())
      var memory = state.memory
      memory.refuse(bad, asked: workshop.source.identity, because: report)
      try SyncMemoryFile(workshop.directory).write(memory)
      var restarted = workshop.state()
      #expect(await workshop.pull(&restarted).word == "refused")
      #expect(try workshop.directory.currentID() == ids[0])
    }
  }

  @Test("an archive whose acceptance tests cannot be read is not published")
  func brokenTests() async throws {
    try await Workshop.with("refused") { workshop in
      var tar = ModelFixture.tar("broken")
      tar.add(AcceptanceTests.fileName, "tests:\n- mesage: hello")
      workshop.source.offer(GzipFixture.compress(tar.ended))
      var state = workshop.state()
      let reason = try #require(await pull(&state, in: workshop).refusal?.reason)
      #expect(reason.contains("acceptance-tests.yml, line 2, column 3"), "\(reason)")
      #expect(try workshop.directory.current() == nil)
    }
  }
}
