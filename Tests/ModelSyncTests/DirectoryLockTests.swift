import Glibc
import ModelSync
import Shared
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
}
