internal import Synchronization

/// How many bytes have arrived so far: what a transfer that broke off leaves behind, and where the next one goes on.
package final class ByteCount: Sendable {
  private let count = Atomic<Int64>(0)

  package init() {}

  package var value: Int64 { count.load(ordering: .acquiring) }

  package func add(_ bytes: Int) { count.add(Int64(bytes), ordering: .acquiringAndReleasing) }
}
