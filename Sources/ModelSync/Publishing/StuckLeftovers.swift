internal import Shared
internal import Synchronization
internal import SystemPackage

/// What could not be swept so far, so that each such thing is said once.
final class StuckLeftovers: Sendable {
  private let known = Mutex<Set<FilePath>>([])

  /// Those that are new among them.
  func news(in failures: [FilePath: SyncFailure]) -> [SyncFailure] {
    known.withLock { known in
      defer { known = Set(failures.keys) }
      return failures.filter { !known.contains($0.key) }.map(\.value)
    }
  }
}
