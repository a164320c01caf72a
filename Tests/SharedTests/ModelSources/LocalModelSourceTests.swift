import Foundation
import Shared
import SystemPackage
import TestSupport
import Testing

@Suite("A folder's newest archive counts")
struct LocalModelSourceTests {
  func write(_ name: String, in directory: FilePath, at seconds: TimeInterval) throws {
    let path = directory.appending(name).string
    try Data(name.utf8).write(to: URL(fileURLWithPath: path))
    try FileManager.default.setAttributes([.modificationDate: Date(timeIntervalSince1970: seconds)], ofItemAtPath: path)
  }

  @Test("the archive that was modified last is the newest, and by name among equals")
  func newest() async throws {
    try await TestDirectory.with("newest") { directory in
      let source = LocalModelSource(path: directory)
      try write("b.tar.gz", in: directory, at: 1_000)
      try write("z.tar.gz", in: directory, at: 500)
      let later = try source.newest()
      #expect(later.lastComponent?.string == "b.tar.gz")
      try write("c.tar.gz", in: directory, at: 1_000)
      let among = try source.newest()
      #expect(among.lastComponent?.string == "c.tar.gz")
    }
  }

  @Test("other files, hidden ones and folders do not count")
  func others() async throws {
    try await TestDirectory.with("others") { directory in
      for name in ["a.zip", ".b.tar.gz", "tar.gz.part"] { try write(name, in: directory, at: 1_000) }
      try FileManager.default.createDirectory(atPath: directory.appending("d.tar.gz").string, withIntermediateDirectories: true)
      #expect(throws: ModelSourceError.noArchive(directory)) { try LocalModelSource(path: directory).newest() }
    }
  }

  @Test("the folder may be a link to it, as an operator may have it; other folders are not followed")
  func linked() async throws {
    try await TestDirectory.with("linked") { directory in
      let (folder, link) = (directory.appending("folder"), directory.appending("link"))
      try FileManager.default.createDirectory(atPath: folder.string, withIntermediateDirectories: true)
      try write("a.tar.gz", in: folder, at: 1_000)
      try FileManager.default.createSymbolicLink(atPath: link.string, withDestinationPath: "folder")
      #expect(try LocalModelSource(path: link).newest() == link.appending("a.tar.gz"))
      #expect(throws: Errno.self) { try FileTree.names(in: link) }
    }
  }

  @Test("a place that is not there is named")
  func absent() {
    #expect(throws: ModelSourceError.noArchive("/no/such/place")) { try LocalModelSource(path: "/no/such/place").newest() }
  }

  @Test("an archive that was replaced by one of the same size and time has another fingerprint")
  func sameSizeAndTime() async throws {
    try await TestDirectory.with("replaced") { directory in
      let source = LocalModelSource(path: directory)
      let file = try FileDescriptor.open(directory.appending("out"), .readWrite, options: [.create], permissions: .ownerReadWrite)
      defer { try? file.close() }
      try write("a.tar.gz", in: directory, at: 1_000)
      guard case .fetched(let first) = try await source.fetch(unless: nil, into: file) else {
        Issue.record("nothing fetched")
        return
      }
      try write("other", in: directory, at: 1_000)
      try write("b.tar.gz", in: directory, at: 1_000)
      #expect(rename(directory.appending("b.tar.gz").string, directory.appending("a.tar.gz").string) == 0)
      let answer = try await source.fetch(unless: first.fingerprint, into: file)
      #expect(answer != .unchanged)
    }
  }
}
