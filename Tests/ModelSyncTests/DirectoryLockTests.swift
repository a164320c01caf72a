import Foundation
import Glibc
import ModelSync
import Shared
import SystemPackage
import TestSupport
import Testing

@Suite("One writer at a time")
struct DirectoryLockTests {
  @Test("a second writer is refused and told who the first is, until the first is gone")
  func second() async throws {
    try await Workshop.with("lock") { workshop in
      do {
        let first = try DirectoryLock(workshop.directory)
        #expect(throws: DirectoryLockError.held(workshop.directory.path, process: Int(getpid()))) {
          _ = try DirectoryLock(workshop.directory)
        }
        _ = consume first
      }
      _ = try DirectoryLock(workshop.directory)
    }
  }

  @Test(
    "who cannot write a lock cannot take it either, be it the owner, and be it one that was there for all to read",
    .enabled(if: getuid() == 0), arguments: [0, 65_534])
  func readers(owner: uid_t) async throws {
    try await Workshop.with("lock") { workshop in
      let locks = [DirectoryLock.fileName, PinFile.lockName].map(workshop.directory.path.appending)
      try FileManager.default.createDirectory(atPath: workshop.directory.path.string, withIntermediateDirectories: true)
      for lock in locks {
        try Data("1\n".utf8).write(to: URL(fileURLWithPath: lock.string))
        #expect(chmod(lock.string, 0o644) == 0 && chown(lock.string, owner, owner) == 0)
      }
      let hold = try DirectoryHold(workshop.directory)
      workshop.source.offer(ModelFixture.archive("one"))
      var state = workshop.state()
      #expect(await workshop.puller(hold: hold).pull(&state).outcome.word == "published")
      for lock in locks {
        let reader = try RunningProgram(
          "/usr/bin/setpriv",
          ["--reuid=65534", "--regid=65534", "--clear-groups", "/usr/bin/flock", "--exclusive", "--nonblock", lock.string, "true"])
        #expect(try await reader.waitForEnd() != .exit(0))
        #expect(reader.output.contains("Permission denied"), "\(reader.output)")
      }
      withExtendedLifetime(hold) {}
    }
  }
}
