/// What tells that something under a path may have changed: inotify, or a stand-in for it in tests.
///
/// - A hint says that it is worth looking, never what happened; hints may come for nothing, and several may become one.
/// - After a ``subscribe()`` that answers `complete`, every later change of an entry of the folder gives a hint, until the
///   folder itself is replaced; that too gives a hint, and another `subscribe()` follows the new folder.
/// - When it answers `none`, hints may stay out, and the watcher has to look by itself every few seconds.
package protocol DirectoryEvents: Sendable {
  /// One element for one or more changes. Ends after ``close()``.
  var hints: AsyncStream<Void> { get }
  /// Begins to watch, or begins again. Cheap when nothing has to be done. Blocks no longer than a system call.
  func subscribe() -> WatchCoverage
  /// Stops watching for good.
  func close()
}

/// Whether changes give hints.
package enum WatchCoverage: Sendable, Equatable {
  case complete
  /// Changes may go by without a hint, for that reason.
  case none(String)
}
