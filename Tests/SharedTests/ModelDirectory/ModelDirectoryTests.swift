import Foundation
import Shared
import SystemPackage
import TestSupport
import Testing

@Suite("A reader follows one link")
struct ModelDirectoryTests {
  func record(_ sequence: Int) -> GenerationRecord {
    let digest = SHA256.hash(of: Array("\(sequence)".utf8))
    return GenerationRecord(
      id: GenerationID(sequence: sequence, digest: digest), source: SourceIdentity("http://h/m", query: "bot=7"),
      fingerprint: Fingerprint("W/\"é\\\(sequence)\""),
      sha256: digest, bytes: 12, archive: "m.tar.gz", fetchedAt: Date(timeIntervalSince1970: 1_800_000_000.5))
  }

  func publish(_ record: GenerationRecord, in directory: ModelDirectory) throws {
    let folder = directory.generations.appending(record.id.description)
    try FileManager.default.createDirectory(atPath: folder.string, withIntermediateDirectories: true)
    try Data(record.text).write(to: URL(fileURLWithPath: folder.appending(GenerationRecord.fileName).string))
  }

  func link(_ directory: ModelDirectory, to target: String) throws {
    try FileManager.default.createSymbolicLink(atPath: directory.currentLink.string, withDestinationPath: target)
  }

  @Test("without a link there is no current generation")
  func empty() async throws {
    try await TestDirectory.with("empty") { path in
      let here = try ModelDirectory(path: path).current()
      #expect(here == nil)
      let absent = try ModelDirectory(path: path.appending("absent")).current()
      #expect(absent == nil)
      let ids = try ModelDirectory(path: path).generationIDs()
      #expect(ids == [])
    }
  }

  @Test("the link leads to the generation and its record")
  func current() async throws {
    try await TestDirectory.with("current") { path in
      let directory = ModelDirectory(path: path)
      try publish(record(1), in: directory)
      try publish(record(2), in: directory)
      try link(directory, to: ModelDirectory.linkTarget(of: record(2).id).string)
      let current = try #require(try directory.current())
      #expect(current.record == record(2))
      #expect(current.directory == directory.generations.appending(record(2).id.description))
      let ids = try directory.generationIDs()
      #expect(ids == [record(1).id, record(2).id])
    }
  }

  @Test(
    "a link that leads elsewhere is refused",
    arguments: ["/etc", "../generations/x", "generations", "generations/../x", "other/x", "generations/x/y", "generations/.hidden"])
  func elsewhere(target: String) async throws {
    try await TestDirectory.with("elsewhere") { path in
      let directory = ModelDirectory(path: path)
      try link(directory, to: target)
      #expect(throws: ModelDirectoryError.leadsElsewhere(directory.currentLink)) { try directory.current() }
    }
  }

  @Test("a folder in the place of the link is refused")
  func notALink() async throws {
    try await TestDirectory.with("folder") { path in
      let directory = ModelDirectory(path: path)
      try FileManager.default.createDirectory(atPath: directory.currentLink.string, withIntermediateDirectories: true)
      #expect(throws: ModelDirectoryError.notALink(directory.currentLink)) { try directory.current() }
    }
  }

  @Test("a generation that is gone, or has lost its record, is named")
  func incomplete() async throws {
    try await TestDirectory.with("incomplete") { path in
      let directory = ModelDirectory(path: path)
      let id = record(1).id
      try link(directory, to: ModelDirectory.linkTarget(of: id).string)
      #expect(throws: ModelDirectoryError.missing(id)) { try directory.current() }
      try publish(record(1), in: directory)
      try Data("{".utf8).write(
        to: URL(fileURLWithPath: directory.generations.appending(id.description).appending(GenerationRecord.fileName).string))
      #expect(throws: ModelDirectoryError.malformedRecord(id)) { try directory.current() }
    }
  }

  @Test("a record survives being written and read")
  func roundTrip() throws {
    let parsed = try #require(GenerationRecord(parsing: record(7).text))
    #expect(parsed == record(7))
    #expect(parsed.source == SourceIdentity("http://h/m", query: "bot=7"))
    #expect(String(decoding: parsed.text, as: UTF8.self).contains("\"fetched_at\":\"2027-01-15T08:00:00Z\""))
  }

  @Test("generations are ordered by number, whatever their names look like as text")
  func order() throws {
    let ids = try ["other", "00000009-a", "00000010-a", "100000000-a"].map { try #require(GenerationID($0)) }
    #expect(ids.shuffled().sorted() == ids)
  }

  @Test("a name that is no plain file name is no generation", arguments: ["", ".", "..", ".x", "a/b", "a b", "ü", "a\n"])
  func names(name: String) { #expect(GenerationID(name) == nil) }
}
