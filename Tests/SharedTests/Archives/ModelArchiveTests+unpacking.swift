import Foundation
import Shared
import SystemPackage
import TestSupport
import Testing

extension ModelArchiveTests {
  /// Unpacks bytes and returns the files by their paths; checks that a refusal leaves nothing behind.
  func unpack(_ archive: [UInt8], limits: ArchiveLimits = ArchiveLimits()) async throws -> [String: String] {
    try await TestDirectory.with("archive") { directory in
      let file = directory.appending("model.tar.gz")
      try Data(archive).write(to: URL(fileURLWithPath: file.string))
      let target = directory.appending("model")
      do {
        let unpacked = try ModelArchive.unpack(file, into: target, limits: limits)
        let files = try contents(of: target)
        #expect(unpacked.bytes == files.values.reduce(0) { $0 + Int64($1.count) })
        return files.mapValues { String(decoding: $0, as: UTF8.self) }
      } catch {
        let left = try FileTree.names(in: directory)
        #expect(left == ["model.tar.gz"], "a refused archive leaves nothing behind")
        throw error
      }
    }
  }

  func contents(of directory: FilePath) throws -> [String: Data] {
    var files: [String: Data] = [:]
    for case let name as String in FileManager.default.enumerator(atPath: directory.string) ?? .init() {
      let path = directory.appending(name).string
      var isFolder: ObjCBool = false
      _ = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      if !isFolder.boolValue { files[name] = try Data(contentsOf: URL(fileURLWithPath: path)) }
    }
    return files
  }

  func refusal(of tar: TarFixture, limits: ArchiveLimits = ArchiveLimits()) async -> ArchiveError? {
    await refusal(of: GzipFixture.compress(tar.ended), limits: limits)
  }

  func refusal(of archive: [UInt8], limits: ArchiveLimits = ArchiveLimits()) async -> ArchiveError? {
    do {
      _ = try await unpack(archive, limits: limits)
      return nil
    } catch {
      return error as? ArchiveError
    }
  }

  func tar(_ build: (inout TarFixture) -> Void) -> TarFixture {
    var tar = TarFixture()
    build(&tar)
    return tar
  }
}
