import Foundation
import Glibc
import ModelSync
import Shared
import SystemPackage
import TestSupport
import Testing

@Suite("The folder at the model directory's path is another one")
struct DirectoryHoldTests {
  /// The directory is a link to the first of two folders, and that one has a model.
  private func with(
    _ body: (Workshop, Puller, inout SyncState, _ other: ModelDirectory, _ exchange: () throws -> Void) async throws -> Void
  ) async throws {
    try await Workshop.with("hold") { workshop in
      let path = workshop.directory.path
      let other = ModelDirectory(path: path.removingLastComponent().appending("m2"))
      for name in ["m1", "m2"] {
        try FileManager.default.createDirectory(
          atPath: path.removingLastComponent().appending(name).string, withIntermediateDirectories: true)
      }
      try FileManager.default.createSymbolicLink(atPath: path.string, withDestinationPath: "m1")
      let hold = try DirectoryHold(workshop.directory)
      let puller = workshop.puller(inbox: ReportInbox(workshop.directory), hold: hold)
      workshop.source.offer(ModelFixture.archive("one"))
      var state = workshop.state()
      #expect(await puller.pull(&state).outcome.word == "published")
      try await body(workshop, puller, &state, other) {
        unlink(path.string)
        try FileManager.default.createSymbolicLink(atPath: path.string, withDestinationPath: "m2")
      }
    }
  }

  @Test("its lock is taken, and what the start prepares is there, before the next pull")
  func taken() async throws {
    try await with { workshop, puller, state, other, exchange in
      try exchange()
      #expect(throws: SyncFailure.lock(.replaced(workshop.directory.path))) { try puller.recovery.settle() }
      #expect(try FileTree.names(in: other.path).isEmpty)
      #expect(await puller.pull(&state).outcome.word == "published")
      #expect(try FileTree.names(in: other.path).contains("reports"))
      #expect(throws: DirectoryLockError.held(other.path, process: Int(getpid()))) { _ = try DirectoryLock(other) }
      #expect(await puller.pull(&state).outcome.word == "unchanged")
    }
  }

  @Test("and while somebody else keeps it in sync nothing is touched, and the pull says who that is")
  func held() async throws {
    try await with { workshop, puller, state, other, exchange in
      let download = other.staging.appending("1-abc")
      try FileManager.default.createDirectory(atPath: download.string, withIntermediateDirectories: true)
      do {
        let theirs = try DirectoryLock(other)
        let before = try FileTree.names(in: other.path)
        try exchange()
        let outcome = await puller.pull(&state).outcome
        #expect(outcome.failure == .lock(.held(workshop.directory.path, process: Int(getpid()))))
        #expect(outcome.failure?.description.hasSuffix("another ModelSync (process \(getpid()))") == true)
        #expect(try FileTree.names(in: other.path) == before && FileTree.names(in: other.staging) == ["1-abc"])
        _ = consume theirs
      }
      #expect(await puller.pull(&state).outcome.word == "published")
      #expect(try FileTree.names(in: other.staging) == [])
    }
  }
}
