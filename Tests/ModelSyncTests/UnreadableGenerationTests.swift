import Foundation
import Glibc
import ModelFormat
import ModelSync
import Shared
import SystemPackage
import TestSupport
import Testing

@Suite("A disk that does not say what it holds")
struct UnreadableGenerationTests {
  /// A file that is there and that nobody can open: a link to itself.
  private func spoil(_ file: FilePath) throws {
    guard rename(file.string, file.string + ".aside") == 0, symlink(file.string, file.string) == 0 else { throw Errno(rawValue: errno) }
  }

  private func mend(_ file: FilePath) throws {
    guard rename(file.string + ".aside", file.string) == 0 else { throw Errno(rawValue: errno) }
  }

  @Test(
    "has no generation dropped and current stay where it is, and the next pull goes on when it does",
    arguments: [ModelMetadata.fileName, GenerationRecord.fileName], [1, 4])
  func generations(file: String, count: Int) async throws {
    try await Workshop.with("unreadable") { workshop in
      var state = workshop.state()
      for name in ["one", "two", "three", "four"] {
        workshop.source.offer(ModelFixture.archive(name))
        _ = await workshop.pull(&state)
      }
      let ids = try workshop.directory.generationIDs()
      let files = ids.suffix(count).map { workshop.directory.generations.appending("\($0)/\(file)") }
      for file in files { try spoil(file) }
      for _ in 0..<2 {
        let failure = try #require(await workshop.pull(&state).failure)
        #expect(failure == .unreadable(try #require(files.last), .tooManySymbolicLinkLevels))
        #expect(failure.kind == "disk" && failure.description.hasPrefix("cannot read "))
        #expect(try workshop.directory.generationIDs() == ids)
        #expect(try workshop.directory.currentID() == ids.last)
      }
      for file in files { try mend(file) }
      #expect(await workshop.pull(&state).word == "unchanged")
      #expect(try workshop.marker() == "four")
    }
  }

  @Test("leaves a pin and a link to the current generation as they are")
  func links() async throws {
    try await Workshop.with("unreadable") { workshop in
      var state = workshop.state()
      for name in ["one", "two"] {
        workshop.source.offer(ModelFixture.archive(name))
        _ = await workshop.pull(&state)
      }
      let pin = workshop.directory.path.appending(PinFile.name)
      #expect(symlink(pin.string, pin.string) == 0)
      #expect(await workshop.pull(&state).failure == .unreadable(pin, .tooManySymbolicLinkLevels))
      unlink(pin.string)
      #expect(await workshop.pull(&state).word == "unchanged")
    }
  }

  @Test(
    "says nothing of an archive",
    arguments: [
      SyncFailure.model(.inaccessible(file: "metadata.json", reason: .ioError)),
      .acceptanceTests(.unreadable("acceptance-tests.yml", reason: .tooManyOpenFiles)),
      .acceptanceTests(.missing("acceptance-tests.yml")), .unreadable("generations", .ioError),
    ])
  func archive(failure: SyncFailure) {
    #expect(!failure.isRefusal && failure.kind == "disk", "\(failure)")
  }

  @Test(
    "is told from a model that lacks a file, or holds something else in its place",
    arguments: [
      SyncFailure.model(.unreadable(file: "metadata.json", reason: "No such file or directory")),
      .acceptanceTests(.unusable("acceptance-tests.yml", reason: "it is no file")),
    ])
  func model(failure: SyncFailure) {
    #expect(failure.isRefusal && failure.kind == "model", "\(failure)")
  }
}
