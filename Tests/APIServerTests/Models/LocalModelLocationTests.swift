import APIServer
import Foundation
import Shared
import SystemPackage
import TestSupport
import Testing

@Suite("Where a model is looked for")
struct LocalModelLocationTests {
  @Test("where nothing is, nothing is found")
  func nothing() async throws {
    try await TestDirectory.with("location") { folder in
      let (empty, missing) = (LocalModelLocation(path: folder), LocalModelLocation(path: folder.appending("not/there")))
      let found = try [empty.look(), missing.look()]
      #expect(found == [nil, nil])
    }
  }

  @Test("a published generation comes before any archive beside it")
  func published() async throws {
    try await TestDirectory.with("location") { folder in
      try TestFile.write(ModelFixture.archive("old"), to: folder.appending("old.tar.gz"))
      try Publication.publish("one", generation: "00000001-aaaa", in: folder)
      let candidate = try #require(try LocalModelLocation(path: folder).look())
      #expect(candidate.generation?.description == "00000001-aaaa")
      #expect(candidate.fileName == "one.tar.gz")
      #expect(candidate.content == .folder(folder.appending("generations/00000001-aaaa")))
    }
  }

  @Test("the newest archive is found, and a file that is altered is another version")
  func newest() async throws {
    try await TestDirectory.with("location") { folder in
      let location = LocalModelLocation(path: folder)
      try TestFile.write([1], to: folder.appending("b.tar.gz"), modified: 1_000)
      try TestFile.write([1], to: folder.appending("a.tar.gz"), modified: 2_000)
      try TestFile.write([1], to: folder.appending("newest.zip"), modified: 3_000)
      let first = try #require(try location.look())
      #expect(first.fileName == "a.tar.gz")
      #expect(try location.look() == first)
      try TestFile.write([1, 2], to: folder.appending("a.tar.gz"), modified: 2_000)
      #expect(try location.look()?.version != first.version)
    }
  }

  @Test("a folder is found through a link")
  func linked() async throws {
    try await TestDirectory.with("location") { folder in
      let link = folder.appending("link")
      try TestFile.write([1], to: folder.appending("a.tar.gz"))
      try FileManager.default.createSymbolicLink(atPath: link.string, withDestinationPath: ".")
      #expect(try LocalModelLocation(path: link).look()?.fileName == "a.tar.gz")
      try Publication.publish("one", generation: "00000001-aaaa", in: folder)
      #expect(try LocalModelLocation(path: link).look()?.fileName == "one.tar.gz")
    }
  }

  @Test("one archive is found by its own path")
  func archive() async throws {
    try await TestDirectory.with("location") { folder in
      let path = folder.appending("model.tar.gz")
      try TestFile.write([1], to: path)
      #expect(try LocalModelLocation(path: path).look()?.content == .archive(path))
    }
  }

  @Test("with a model server only what ModelSync publishes is found")
  func modelServer() async throws {
    try await TestDirectory.with("location") { folder in
      try TestFile.write(ModelFixture.archive("old"), to: folder.appending("old.tar.gz"))
      let location = LocalModelLocation(path: folder, servesArchives: false)
      #expect(try location.look() == nil)
      try Publication.publish("one", generation: "00000001-aaaa", in: folder)
      #expect(try location.look()?.fileName == "one.tar.gz")
    }
  }

  @Test("a link that leads to nothing is an error, not the absence of a model")
  func danglingLink() async throws {
    try await TestDirectory.with("location") { folder in
      try Publication.link(to: "00000009-gone", in: folder)
      #expect(throws: ModelLoadError.self) { try LocalModelLocation(path: folder).look() }
    }
  }
}
