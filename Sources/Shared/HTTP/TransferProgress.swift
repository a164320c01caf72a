internal import Synchronization

/// How far a transfer has come, for whoever watches it from another task.
///
/// Downloads into files, and bodies that come from files, report to the one that is ``current`` where they are begun:
///
///     let progress = TransferProgress()
///     try await TransferProgress.$current.withValue(progress) { try await source.fetch(unless: nil, into: file) }
package final class TransferProgress: Sendable {
  /// The task's own; `nil` where nobody watches.
  @TaskLocal package static var current: TransferProgress?

  /// One look at it.
  package struct Reading: Sendable, Equatable {
    package let bytes: Int64
    /// `nil` while that is not known.
    package let total: Int64?

    package init(bytes: Int64, total: Int64?) {
      self.bytes = bytes
      self.total = total
    }
  }

  private struct State {
    var bytes: Int64 = 0
    var total: Int64?
    var isBegun = false
  }

  private let state = Mutex(State())

  package init() {}

  /// `nil` until there is something to transfer.
  package var reading: Reading? {
    state.withLock { $0.isBegun ? Reading(bytes: $0.bytes, total: $0.total) : nil }
  }

  /// Content begins to flow, perhaps anew.
  package func begin(total: Int64?) { state.withLock { $0 = State(total: total.flatMap { $0 > 0 ? $0 : nil }, isBegun: true) } }

  package func add(_ bytes: Int) { state.withLock { $0.bytes += Int64(bytes) } }

  /// So much is through: for what may begin anew.
  package func reached(_ bytes: Int64) { state.withLock { $0.bytes = bytes } }
}
