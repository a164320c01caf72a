internal import Glibc
internal import Synchronization
package import SystemPackage

/// Hints from inotify about a folder, and about the folder that holds it.
///
/// The parent is watched too, because a folder that is replaced takes its watch with it, and because the folder may not be
/// there yet. Neither watch goes through `current`: one that does stays with the old generation and hears of nothing.
///
/// A queue that overflowed, an unmounted volume and a removed folder all wake us like any event. Since a hint only leads
/// to another look, and every look is preceded by `subscribe()`, nothing more has to be told apart.
package final class InotifyEvents: DirectoryEvents {
  private struct Watches {
    /// The watch of the folder itself; `nil` while it is not there, or is a file.
    var folder: Int32?
    /// The watch of the folder that holds it.
    var parent: Int32?
  }

  private static let mask = UInt32(
    IN_ONLYDIR | IN_MOVED_TO | IN_CREATE | IN_CLOSE_WRITE | IN_DELETE | IN_ATTRIB | IN_DELETE_SELF | IN_MOVE_SELF)

  package let hints: AsyncStream<Void>
  private let continuation: AsyncStream<Void>.Continuation
  private let path: FilePath
  private let queue: Result<InotifyQueue, Errno>
  private let watches: WatchState

  /// Shared with the thread that reads.
  private final class WatchState: Sendable {
    let value = Mutex(Watches())
  }

  /// - Parameter path: a folder, a file, or something that is not there yet.
  package init(path: FilePath) {
    let (hints, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    let watches = WatchState()
    let name = path.lastComponent?.string
    (self.path, self.hints, self.continuation, self.watches) = (path, hints, continuation, watches)
    queue = Result { () throws(Errno) in
      try InotifyQueue { events in
        // A busy parent, such as a folder of temporary files, must not keep us looking.
        let parent = watches.value.withLock { $0.parent }
        let concernUs = events.contains { $0.watch != parent || $0.name.isEmpty || $0.name == name || name == nil }
        if concernUs { continuation.yield() }
      }
    }
  }

  package func subscribe() -> WatchCoverage {
    let queue: InotifyQueue
    switch self.queue {
    case .success(let open): queue = open
    case .failure(let reason): return .none("inotify is not available: \(reason)")
    }
    return watches.value.withLock { watches in
      let folder = renew(&watches.folder, path, in: queue)
      let parent = renew(&watches.parent, path.holdingFolder, in: queue)
      if let reason = parent ?? folder { return .none("\(path) cannot be watched: \(reason)") }
      if watches.parent == nil, watches.folder == nil { return .none("neither \(path) nor the folder that holds it is there") }
      if let volume = SilentVolume.name(of: path) ?? SilentVolume.name(of: path.holdingFolder) {
        return .none("\(path) is on a volume of the kind \(volume), where changes by others go unnoticed")
      }
      return .complete
    }
  }

  /// Watches what is at `folder` now, and no longer what was there before.
  /// - Returns: why that did not work, unless it is only that no folder is there.
  private func renew(_ watch: inout Int32?, _ folder: FilePath, in queue: InotifyQueue) -> Errno? {
    switch queue.watch(folder, Self.mask) {
    case .success(let new):
      if let former = watch, former != new { queue.unwatch(former) }
      watch = new
      return nil
    case .failure(let reason):
      if let former = watch { queue.unwatch(former) }
      watch = nil
      return reason == .noSuchFileOrDirectory || reason == .notDirectory ? nil : reason
    }
  }

  package func close() {
    continuation.finish()
    if case .success(let queue) = queue { queue.close() }
  }
}

extension FilePath {
  /// The folder that holds this entry. For a bare name that is the working directory, for `.` and `..` the one above.
  fileprivate var holdingFolder: FilePath {
    guard let last = components.last else { return self }
    guard last.kind == .regular else { return appending("..") }
    let parent = removingLastComponent()
    return parent.isEmpty ? "." : parent
  }
}
