import Foundation
import ModelFormat
import Shared
import SystemPackage
import TestSupport
import Testing

@Suite("Only a model that can be loaded is verified")
struct ArchiveVerificationTests {
  func verify(_ files: [String: String]) async throws -> ModelMetadata {
    try await TestDirectory.with("verification") { directory in
      for (name, text) in files {
        let file = directory.appending(name)
        try FileManager.default.createDirectory(atPath: file.removingLastComponent().string, withIntermediateDirectories: true)
        try Data(text.utf8).write(to: URL(fileURLWithPath: file.string))
      }
      return try ArchiveVerification.verify(directory)
    }
  }

  static let metadata = """
    {"model_id": "m", "rasa_open_source_version": "3.6.21", "training_type": 1, "predict_schema": {"nodes": {
      "run_RegexFeaturizer1": {"uses": "rasa.nlu.featurizers.sparse_featurizer.regex_featurizer.RegexFeaturizer",
        "needs": {}, "fn": "process_messages", "config": {}, "resource": {"name": "train_RegexFeaturizer1"}}}}}
    """

  @Test("a model with all its files passes")
  func complete() async throws {
    let metadata = try await verify([
      "metadata.json": Self.metadata, "components/train_RegexFeaturizer1/patterns.json": "[]",
    ])
    #expect(metadata.modelID == "m")
  }

  @Test("a component without one of its files is named")
  func missingFile() async throws {
    let file = "components/train_RegexFeaturizer1/patterns.json"
    await #expect {
      _ = try await verify(["metadata.json": Self.metadata, "components/train_RegexFeaturizer1/other": ""])
    } throws: {
      if case .unreadable(file, _) = $0 as? ModelFormatError { true } else { false }
    }
  }

  @Test("what does not let itself be looked for is told from what is missing", arguments: ["metadata.json", "components"])
  func unreadable(name: String) async throws {
    try await TestDirectory.with("verification") { directory in
      try Data(Self.metadata.utf8).write(to: URL(fileURLWithPath: directory.appending("metadata.json").string))
      try? FileManager.default.removeItem(atPath: directory.appending(name).string)
      try FileManager.default.createSymbolicLink(atPath: directory.appending(name).string, withDestinationPath: name)
      let file = name == "components" ? "components/train_RegexFeaturizer1" : name
      #expect(throws: ModelFormatError.inaccessible(file: file, reason: .tooManySymbolicLinkLevels)) {
        try ArchiveVerification.verify(directory)
      }
    }
  }

  @Test("a name that no file can have, and a folder in a file's place, are the model's fault")
  func impossible() async throws {
    let long = String(repeating: "n", count: 300)
    let metadata = try await verify(["metadata.json": Self.metadata.replacing("train_RegexFeaturizer1", with: long)])
    #expect(metadata.modelID == "m", "what has no folder was not trained")
    let error = await #expect(throws: ModelFormatError.self) { try await verify(["metadata.json/file": ""]) }
    #expect(error == .unreadable(file: "metadata.json", reason: "it is no file"))
  }

  @Test("an archive without metadata.json is refused")
  func noMetadata() async throws {
    await #expect {
      _ = try await verify(["other": ""])
    } throws: {
      if case .unreadable("metadata.json", _) = $0 as? ModelFormatError { true } else { false }
    }
  }

  @Test("a model of a newer Rasa is refused")
  func newerVersion() async throws {
    await #expect(throws: ModelFormatError.unsupportedVersion(found: "3.7.0")) {
      _ = try await verify(["metadata.json": ModelFixture.metadata("m", version: "3.7.0")])
    }
  }

  @Test(
    "archives that real Rasa trained are unpacked and verified", .enabled(if: ParityKit.isExpected, Comment(rawValue: ParityKit.advice)),
    arguments: [
      "moodbot", "concierge", "unicode", "e2e", "classic_keyword", "classic_logreg", "classic_diet_b", "classic_diet_c",
      "classic_diet_variants",
    ])
  func realArchives(bot: String) async throws {
    let kit = try ParityKit.require()
    try await TestDirectory.with("real") { directory in
      let model = directory.appending("model")
      let unpacked = try ModelArchive.unpack(kit.model(bot), into: model)
      #expect(unpacked.entries > 5)
      let metadata = try ArchiveVerification.verify(model)
      #expect(metadata.rasaVersion == "3.6.21")
    }
  }
}
