import Glibc
import Synchronization

/// Holds threads until all of them have arrived.
final class Arrivals: Sendable {
  private let missing: Atomic<Int>

  init(_ count: Int) { missing = Atomic(count) }

  func arriveAndWait() {
    missing.subtract(1, ordering: .relaxed)
    while missing.load(ordering: .relaxed) > 0 { usleep(1_000) }
  }
}
