import Foundation
import ModelSync
import Shared
import SystemPackage
import TestSupport
import Testing

@Suite("A pin")
struct PinTests {
  /// Generations of these names, the last of them current.
  func prepare(_ workshop: Workshop, _ names: [String]) async throws -> [GenerationID] {
    var state = workshop.state()
    var ids: [GenerationID] = []
    for name in names {
      workshop.source.offer(ModelFixture.archive(name))
      ids.append(try #require(await workshop.pull(&state).generation?.id))
    }
    return ids
  }

  func pin(_ workshop: Workshop, _ id: GenerationID) throws {
    let file = PinFile(workshop.directory)
    try file.withLock { () throws(SyncFailure) in try file.write(id) }
  }

  func unpin(_ workshop: Workshop) throws {
    let file = PinFile(workshop.directory)
    try file.withLock { () throws(SyncFailure) in try file.remove() }
  }

  @Test("makes its generation current at the next pull, keeps a newer archive in waiting, and lets it go when it is taken away")
  func wholeWay() async throws {
    try await Workshop.with("pin") { workshop in
      let ids = try await prepare(workshop, ["one", "two"])
      try pin(workshop, ids[0])
      var state = workshop.state()
      var outcome = await workshop.pull(&state)
      #expect(outcome.word == "pinned" && outcome.isNewest)
      #expect(try workshop.marker() == "one")
      #expect(workshop.board.current.pinned == ids[0] && workshop.board.current.newest == ids[1])
      #expect(workshop.board.current.generation?.id == ids[0])
      #expect(workshop.registry.text().contains("model_sync_pinned 1"))

      workshop.source.offer(ModelFixture.archive("three"))
      outcome = await workshop.pull(&state)
      guard case .pinned(let current, let newest, isNew: true) = outcome else {
        Issue.record("\(outcome)")
        return
      }
      #expect(current.id == ids[0] && newest.id > ids[1])
      #expect(try workshop.marker() == "one")
      #expect(await workshop.pull(&state) == .pinned(current, newest: newest, isNew: false), "it is fetched once")

      // A process that starts now finds the pin as well.
      var restarted = workshop.state()
      #expect(await workshop.pull(&restarted).word == "pinned")

      try unpin(workshop)
      outcome = await workshop.pull(&restarted)
      #expect(outcome.word == "unchanged")
      #expect(try workshop.marker() == "three")
      #expect(workshop.board.current.pinned == nil)
      #expect(workshop.registry.text().contains("model_sync_pinned 0"))
    }
  }

  @Test("keeps its generation from being pruned, current or not")
  func pruning() async throws {
    try await Workshop.with("pruning") { workshop in
      let ids = try await prepare(workshop, ["one", "two"])
      try pin(workshop, ids[0])
      var state = workshop.state()
      let strict = Pruning(keep: 1, grace: .zero)
      for name in ["three", "four"] {
        workshop.source.offer(ModelFixture.archive(name))
        _ = await workshop.pull(&state, pruning: strict)
      }
      let left = try workshop.directory.generationIDs()
      #expect(left.count == 2 && left.first == ids[0], "\(left)")
    }
    let ids = ["00000001-a", "00000002-b", "00000003-c"].compactMap { GenerationID($0) }
    let plan = Pruning(keep: 1, grace: .zero)
      .plan(generations: ids, current: ids[1], pinned: ids[0], staleSince: [:], now: Date())
    #expect(plan.remove.isEmpty)
  }

  /// A source whose archive is on its way when somebody pins a generation.
  private struct PinningSource: ModelSource {
    let workshop: Workshop
    let id: GenerationID
    var identity: SourceIdentity { workshop.source.identity }

    func fetch(unless fingerprint: Fingerprint?, into file: FileDescriptor) async throws(ModelSourceError) -> ModelSourceAnswer {
      let pin = PinFile(workshop.directory)
      do { try pin.withLock { () throws(SyncFailure) in try pin.write(id) } } catch { throw .cannotWrite(.ioError) }
      return try await workshop.source.fetch(unless: fingerprint, into: file)
    }

    func signature(suffix: String, scratch: FileDescriptor) async throws(ModelSourceError) -> [UInt8]? { nil }
  }

  @Test("set while an archive is on its way is followed by that pull, however it ends", arguments: ["pinned", "refused", "failed"])
  func midway(end: String) async throws {
    try await Workshop.with("midway") { workshop in
      let ids = try await prepare(workshop, ["one", "two"])
      switch end {
      case "pinned": workshop.source.offer(ModelFixture.archive("three"))
      case "refused": workshop.source.offer(Array("bad".utf8))
      default: workshop.source.fail(with: .status(500, source: "memory"))
      }
      var state = workshop.state()
      let puller = Puller(
        source: PinningSource(workshop: workshop, id: ids[0]), directory: workshop.directory, board: workshop.board,
        logger: workshop.puller().logger)
      #expect(await puller.pull(&state).outcome.word == end)
      #expect(try workshop.marker() == "one")
      #expect(workshop.board.current.pinned == ids[0])
    }
  }

  @Test("of a generation that is gone leaves current as it is, and nothing is published over it")
  func gone() async throws {
    try await Workshop.with("gone") { workshop in
      let ids = try await prepare(workshop, ["one", "two"])
      try pin(workshop, ids[0])
      try FileTree.remove(workshop.directory.generations.appending(ids[0].description))
      workshop.source.offer(ModelFixture.archive("three"))
      var state = workshop.state()
      #expect(await workshop.pull(&state).word == "pinned")
      #expect(try workshop.marker() == "two")
    }
  }

  @Test("that names nothing counts as none", arguments: ["", "a b", "../x", "\n"])
  func malformed(text: String) async throws {
    try await Workshop.with("malformed") { workshop in
      _ = try await prepare(workshop, ["one"])
      try Data(text.utf8).write(to: URL(fileURLWithPath: workshop.directory.path.appending(PinFile.name).string))
      #expect(try PinFile(workshop.directory).read() == .malformed)
      workshop.source.offer(ModelFixture.archive("two"))
      var state = workshop.state()
      #expect(await workshop.pull(&state).word == "published")
    }
  }
}
