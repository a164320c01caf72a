import Foundation
import ModelSync
import Shared
import SystemPackage
import TestSupport
import Testing

@Suite("Whether a generation is what was published")
struct GenerationVerificationTests {
  func published(_ workshop: Workshop) async throws -> PublishedGeneration {
    var state = workshop.state()
    workshop.source.offer(ModelFixture.archive("one"))
    return try #require(await workshop.pull(&state).generation)
  }

  func write(_ text: String, _ generation: PublishedGeneration, _ name: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: generation.directory.appending(name).string))
  }

  @Test("one that nobody touched is, exactly")
  func untouched() async throws {
    try await Workshop.with("untouched") { workshop in
      let generation = try await published(workshop)
      let verification = try GenerationVerification(generation.id, in: workshop.directory)
      #expect(verification.faults.isEmpty && verification.isExact)
    }
  }

  @Test("files that were altered, lost or added are named")
  func touched() async throws {
    try await Workshop.with("touched") { workshop in
      let generation = try await published(workshop)
      try write("other", generation, "components/marker.txt")
      try write("more", generation, "components/more.txt")
      #expect(
        try GenerationVerification(generation.id, in: workshop.directory).faults == [
          "components/marker.txt was altered", "components/more.txt was added",
        ])
      try FileTree.remove(generation.directory.appending("metadata.json"))
      let faults = try GenerationVerification(generation.id, in: workshop.directory).faults
      #expect(faults.contains { $0.contains("metadata.json of the model") } && faults.contains("metadata.json is missing"), "\(faults)")
    }
  }

  @Test("a link in the place of a file is a difference, and is not followed")
  func link() async throws {
    try await Workshop.with("link") { workshop in
      let generation = try await published(workshop)
      let path = generation.directory.appending("components/marker.txt")
      let copy = workshop.directory.path.appending("copy")
      try FileManager.default.moveItem(atPath: path.string, toPath: copy.string)
      try FileManager.default.createSymbolicLink(atPath: path.string, withDestinationPath: copy.string)
      #expect(try GenerationVerification(generation.id, in: workshop.directory).faults == ["components/marker.txt was altered"])
    }
  }

  @Test("without the digests, presence alone is checked; with spoilt ones, that is said")
  func manifest() async throws {
    try await Workshop.with("manifest") { workshop in
      let generation = try await published(workshop)
      try write("{}", generation, TreeManifest.fileName)
      #expect(try GenerationVerification(generation.id, in: workshop.directory).faults.first?.contains(TreeManifest.fileName) == true)
      try FileTree.remove(generation.directory.appending(TreeManifest.fileName))
      let verification = try GenerationVerification(generation.id, in: workshop.directory)
      #expect(verification.faults.isEmpty && !verification.isExact)
    }
  }

  @Test("an archive that brings a name of the directory's own is refused", arguments: [GenerationRecord.fileName, TreeManifest.fileName])
  func reserved(name: String) async throws {
    try await Workshop.with("reserved") { workshop in
      var tar = ModelFixture.tar("one")
      tar.add(name, "{}")
      workshop.source.offer(GzipFixture.compress(tar.ended))
      var state = workshop.state()
      #expect(await workshop.pull(&state).refusal?.reason.contains(name) == true)
    }
  }
}
