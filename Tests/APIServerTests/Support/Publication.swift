import Foundation
import SystemPackage
import TestSupport

/// What ModelSync leaves in a directory, made in the fewest steps that a reader can tell apart.
enum Publication {
  static func publish(_ model: String, generation: String, in directory: FilePath) throws {
    let folder = directory.appending("generations/\(generation)")
    try FileManager.default.createDirectory(
      atPath: folder.appending("components").string, withIntermediateDirectories: true)
    let record = """
      {"id": "\(generation)", "source": "test", "fingerprint": "\(model)", "sha256": "\(String(repeating: "0", count: 64))", \
      "bytes": 1, "archive": "\(model).tar.gz", "fetched_at": "2026-01-01T00:00:00Z"}
      """
    try TestFile.write(Array(record.utf8), to: folder.appending("generation.json"))
    try TestFile.write(Array(ModelFixture.metadata(model).utf8), to: folder.appending("metadata.json"))
    try link(to: generation, in: directory)
  }

  /// Swaps the link by a rename, as ModelSync does.
  static func link(to generation: String, in directory: FilePath) throws {
    let temporary = directory.appending("current.\(UUID().uuidString)")
    guard symlink("generations/\(generation)", temporary.string) == 0,
      rename(temporary.string, directory.appending("current").string) == 0
    else { throw Errno(rawValue: errno) }
  }
}
