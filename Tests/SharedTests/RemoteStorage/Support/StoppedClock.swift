import Shared
import Synchronization

/// A clock that a test sets, and on which waiting takes no time.
final class StoppedClock: Sendable {
  private let time: Mutex<UTCTimestamp>
  private let waits = Mutex<[Duration]>([])

  init(_ time: UTCTimestamp = SignatureV4Tests.time) { self.time = Mutex(time) }

  var now: UTCTimestamp { time.withLock { $0 } }
  /// For how long it was waited so far.
  var waited: [Duration] { waits.withLock { $0 } }

  func advance(seconds: Int64) { time.withLock { $0 = $0.adding(seconds: seconds) } }

  var clock: RemoteClock {
    RemoteClock(now: { self.now }, sleep: { duration in self.waits.withLock { $0.append(duration) } })
  }
}
