import Foundation
import Glibc
import ModelSync
import Shared
import SystemPackage
import TestSupport
import Testing

@Suite("A start from whatever is there")
struct RecoveryTests {
  /// Two published generations; the second is current.
  func prepare(_ workshop: Workshop) async throws -> (old: GenerationID, new: GenerationID) {
    var state = workshop.state()
    workshop.source.offer(ModelFixture.archive("old"))
    let old = try #require(await workshop.pull(&state).generation?.id)
    workshop.source.offer(ModelFixture.archive("new"))
    return (old, try #require(await workshop.pull(&state).generation?.id))
  }

  func relink(_ workshop: Workshop, to target: String?) throws {
    unlink(workshop.directory.currentLink.string)
    if let target { try FileManager.default.createSymbolicLink(atPath: workshop.directory.currentLink.string, withDestinationPath: target) }
  }

  /// What the next start does, with a source that fails.
  func restart(_ workshop: Workshop) async -> SyncOutcome {
    workshop.source.fail(with: .status(500, source: "memory"))
    var state = workshop.state()
    return await workshop.pull(&state)
  }

  @Test("a link that is gone is made again")
  func linkGone() async throws {
    try await Workshop.with("gone") { workshop in
      _ = try await prepare(workshop)
      try relink(workshop, to: nil)
      _ = await restart(workshop)
      #expect(try workshop.marker() == "new")
    }
  }

  @Test("a link that leads elsewhere is replaced", arguments: ["/etc", "generations/nothing", "../models", "."])
  func linkElsewhere(target: String) async throws {
    try await Workshop.with("elsewhere") { workshop in
      _ = try await prepare(workshop)
      try relink(workshop, to: target)
      _ = await restart(workshop)
      #expect(try workshop.marker() == "new")
    }
  }

  @Test("a folder in the link's place, as a copy that follows links leaves it, is moved away")
  func linkIsFolder() async throws {
    try await Workshop.with("folder") { workshop in
      _ = try await prepare(workshop)
      try relink(workshop, to: nil)
      let copy = workshop.directory.currentLink.appending("components")
      try FileManager.default.createDirectory(atPath: copy.string, withIntermediateDirectories: true)
      _ = await restart(workshop)
      #expect(try workshop.marker() == "new")
      _ = await restart(workshop)
      #expect(try workshop.leftovers() == [])
    }
  }

  @Test("numbers that nobody has counted to are none, and the next publication has one")
  func hugeNumbers() async throws {
    try await Workshop.with("numbers") { workshop in
      let ids = try await prepare(workshop)
      let huge = try #require(GenerationID("\(Int.max)-abc"))
      let (place, target) = (
        workshop.directory.generations.appending(ids.old.description), workshop.directory.generations.appending("\(huge)")
      )
      try FileManager.default.copyItem(atPath: place.string, toPath: target.string)
      let record = target.appending(GenerationRecord.fileName).string
      let text = try String(contentsOfFile: record, encoding: .utf8).replacing(ids.old.description, with: huge.description)
      try Data(text.utf8).write(to: URL(fileURLWithPath: record))
      let memory = workshop.directory.path.appending(SyncMemoryFile.name).string
      try Data("{\"last_sequence\": \(Int.max)}".utf8).write(to: URL(fileURLWithPath: memory))
      workshop.source.offer(ModelFixture.archive("newer"))
      var state = workshop.state()
      let id = try #require(await workshop.pull(&state).generation?.id)
      #expect(id.sequence == 3 && id > huge)
      #expect(try workshop.marker() == "newer")
    }
  }

  @Test("a generation that was published but for its link is finished")
  func unfinished() async throws {
    try await Workshop.with("unfinished") { workshop in
      let ids = try await prepare(workshop)
      try relink(workshop, to: "generations/\(ids.old)")
      _ = await restart(workshop)
      #expect(try workshop.marker() == "new")
    }
  }

  @Test("a current generation that has lost a file gives way to an older whole one until the next pull")
  func damaged() async throws {
    try await Workshop.with("damaged") { workshop in
      let ids = try await prepare(workshop)
      let folder = workshop.directory.generations.appending(ids.new.description)
      unlink(folder.appending("metadata.json").string)
      _ = await restart(workshop)
      #expect(try workshop.marker() == "old")
      workshop.source.offer(ModelFixture.archive("new"))
      var state = workshop.state()
      let outcome = await workshop.pull(&state)
      let id = try #require(outcome.generation?.id)
      #expect(id > ids.new, "a name is never used for two folders")
      #expect(try workshop.marker() == "new")
    }
  }

  @Test("the only generation is fetched again when its folder is gone")
  func removed() async throws {
    try await Workshop.with("removed") { workshop in
      workshop.source.offer(ModelFixture.archive("only"))
      var state = workshop.state()
      let id = try #require(await workshop.pull(&state).generation?.id)
      try FileTree.remove(workshop.directory.generations.appending(id.description))
      // The same process, with the same source: it had handed this version over already.
      let outcome = await workshop.pull(&state)
      #expect(outcome.word == "published")
      #expect(try workshop.marker() == "only")
    }
  }

  @Test("leftovers of a process that was killed are swept")
  func sweep() async throws {
    try await Workshop.with("sweep") { workshop in
      _ = try await prepare(workshop)
      let staged = workshop.directory.staging.appending("123-abc/model/components")
      try FileManager.default.createDirectory(atPath: staged.string, withIntermediateDirectories: true)
      try FileManager.default.createSymbolicLink(
        atPath: workshop.directory.path.appending(".new-link-1-x").string, withDestinationPath: "generations/x")
      _ = await restart(workshop)
      let leftovers = try workshop.leftovers()
      #expect(leftovers == [])
    }
  }

  @Test("half a generation that is not current is dropped; folders of others are not touched")
  func half() async throws {
    try await Workshop.with("half") { workshop in
      let ids = try await prepare(workshop)
      for name in ["00000009-abc", ".others", "with space"] {
        let folder = workshop.directory.generations.appending(name)
        try FileManager.default.createDirectory(atPath: folder.string, withIntermediateDirectories: true)
      }
      _ = await restart(workshop)
      let names = try FileTree.names(in: workshop.directory.generations)
      #expect(names.sorted() == [".others", ids.old.description, ids.new.description, "with space"].sorted())
      #expect(try workshop.marker() == "new")
    }
  }

  @Test("a spoilt memory costs nothing but what it knew")
  func memory() async throws {
    try await Workshop.with("memory") { workshop in
      _ = try await prepare(workshop)
      try Data("{\"refused\": 7".utf8).write(to: URL(fileURLWithPath: workshop.directory.path.appending(SyncMemoryFile.name).string))
      workshop.source.offer(ModelFixture.archive("new"))
      var state = workshop.state()
      let outcome = await workshop.pull(&state)
      #expect(outcome.word == "unchanged")
    }
  }

  @Test("the memory survives being written and read, and another version forgets refusals")
  func roundTrip() async throws {
    try await Workshop.with("roundtrip") { workshop in
      try FileManager.default.createDirectory(atPath: workshop.directory.path.string, withIntermediateDirectories: true)
      var memory = SyncMemory()
      let digest = SHA256.hash(of: [1])
      memory.refusal = .init(source: SourceIdentity("s", query: "bot=7"), fingerprint: Fingerprint("W/\"x\""), sha256: digest, reason: "r")
      memory.staleSince = [GenerationID(sequence: 3, digest: digest): Date(timeIntervalSince1970: 1_800_000_000)]
      let file = SyncMemoryFile(workshop.directory)
      try file.write(memory)
      #expect(file.read() == memory)
      let path = URL(fileURLWithPath: workshop.directory.path.appending(SyncMemoryFile.name).string)
      let text = try String(contentsOf: path, encoding: .utf8).replacing("\"version\":\"\(Version.number)\"", with: "\"version\":\"0\"")
      try Data(text.utf8).write(to: path)
      #expect(file.read().refusal == nil)
      #expect(file.read().staleSince == memory.staleSince)
    }
  }
}
