internal import Synchronization

/// Lets so many in at a time, and the others not at all.
final class Admission: Sendable {
  private let free: Mutex<Int>

  init(_ count: Int) { free = Mutex(count) }

  /// Returns whether there is a place, which ``leave()`` gives back.
  func enter() -> Bool {
    free.withLock { free in
      guard free > 0 else { return false }
      free -= 1
      return true
    }
  }

  func leave() { free.withLock { $0 += 1 } }
}
