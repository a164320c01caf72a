package import Shared
internal import Synchronization

/// The leave to write a directory for as long as this lives, kept also when another folder takes the directory's place: all work goes by
/// the path, so the lock has to be that of the folder which is there.
package final class DirectoryHold: Sendable {
  private let directory: ModelDirectory
  private let lock: Mutex<DirectoryLock>

  /// Takes the lock, or says who has it. A command that holds it for a moment is waited for. Blocks.
  package init(_ directory: ModelDirectory) throws(DirectoryLockError) {
    self.directory = directory
    lock = Mutex(try DirectoryLock.wait(for: directory))
  }

  /// Whether the folder that is there is the one that this process may write.
  package var isValid: Bool { lock.withLock { $0.isLock(of: directory) } }

  /// - Throws: when another folder is there, whose lock is taken before the next pull.
  package func check() throws(SyncFailure) {
    guard isValid else { throw .lock(.replaced(directory.path)) }
  }

  /// Takes the lock of the folder that is there, where it is another one than before. Blocks.
  /// - Returns: whether it is another one.
  /// - Throws: who has that lock. What this process has had it keeps, for the former folder may come back.
  package func renew() throws(SyncFailure) -> Bool {
    do throws(DirectoryLockError) {
      return try lock.withLock { (lock) throws(DirectoryLockError) in
        guard !lock.isLock(of: directory) else { return false }
        lock = try DirectoryLock.wait(for: directory)
        return true
      }
    } catch { throw .lock(error) }
  }
}
