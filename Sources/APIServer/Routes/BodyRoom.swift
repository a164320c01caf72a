internal import Synchronization

/// The room that one large body takes while it arrives, of the room that there is for all of them.
///
/// Without a bound so many connections, each with a body that is nearly too large and never ends, would take all of the memory. The
/// beginning of a body takes none, so that small ones find room whatever the large ones do.
struct BodyRoom: ~Copyable {
  /// For all bodies of the process that are arriving, in bytes.
  static let total = 128 << 20

  /// Of each body, in bytes.
  private static let free = 64 << 10

  /// As many bytes must have been taken at one time for what is left of them to be worth giving back to the system.
  private static let worthReturning = 32 << 20

  private static let taken = Atomic(0)
  /// The most that was taken since memory was given back.
  private static let most = Atomic(0)

  private var own = 0

  init() {}

  deinit {
    guard own > 0 else { return }
    let (_, left) = Self.taken.subtract(own, ordering: .relaxed)
    let most = Self.most.load(ordering: .relaxed)
    if most > Self.worthReturning, left < most / 4 {
      Self.most.store(left, ordering: .relaxed)
      MemoryReturn.process.request()
    }
  }

  /// Makes room for that many bytes of the body.
  /// - Throws: `ErrorPage.busy` when the others leave too little.
  mutating func grow(to count: Int) throws(ErrorPage) {
    let more = max(0, count - Self.free - own)
    guard more > 0 else { return }
    let (_, taken) = Self.taken.add(more, ordering: .relaxed)
    own += more
    Self.most.max(taken, ordering: .relaxed)
    guard taken <= Self.total else { throw .busy }
  }
}
