internal import Synchronization

/// The room that one large body takes while it arrives, of the room that there is for all of them.
///
/// A body that comes in one piece takes none: it is there already. Without a bound so many connections, each with a body that
/// is nearly too large and never ends, would take all of the memory.
struct BodyRoom: ~Copyable {
  /// For all bodies of the process that are arriving, in bytes.
  static let total = 256 << 20

  private static let taken = Atomic(0)

  private var own = 0

  init() {}

  deinit { Self.taken.subtract(own, ordering: .relaxed) }

  /// Makes the body's room as large as that.
  /// - Throws: `ErrorPage.busy` when the others leave too little.
  mutating func grow(to count: Int) throws(ErrorPage) {
    let more = max(0, count - own)
    let (_, taken) = Self.taken.add(more, ordering: .relaxed)
    own += more
    guard taken <= Self.total else { throw .busy }
  }
}
