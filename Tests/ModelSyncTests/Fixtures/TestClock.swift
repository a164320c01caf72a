import Foundation
import ModelSync
import Synchronization

/// A clock that a test moves. Waiting ends when the task is cancelled, and not before.
final class TestClock: Sendable {
  let start = Date(timeIntervalSince1970: 1_800_000_000)
  private let elapsed = Mutex(0.0)
  private let waits = Mutex<[Duration]>([])

  /// What was waited for so far.
  var sleeps: [Duration] { waits.withLock { $0 } }

  func advance(by seconds: Double) { elapsed.withLock { $0 += seconds } }

  var clock: SyncClock {
    SyncClock(
      now: { [self] in start + elapsed.withLock { $0 } },
      sleep: { [self] duration in
        waits.withLock { $0.append(duration) }
        try? await Task.sleep(for: .seconds(1_000_000))
      })
  }
}
