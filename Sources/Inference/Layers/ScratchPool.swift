internal import Synchronization

/// Memory for the messages that are inside an encoder at the same time: lent to one after the other, so that a message
/// allocates nothing when another went before it.
public final class ScratchPool: Sendable {
  private let idle = Mutex<[EncoderScratch]>([])
  /// Memory beyond this is let go after the long message that needed it.
  private static let maximumBytes = 4 << 20
  /// More than this many are not kept.
  private static let maximumCount = 64

  public init() {}

  /// Lends memory that nobody else works in meanwhile.
  public func withScratch<Result>(_ body: (inout EncoderScratch) -> Result) -> Result {
    var scratch = idle.withLock { $0.popLast() } ?? EncoderScratch()
    let result = body(&scratch)
    if scratch.bytes <= Self.maximumBytes {
      idle.withLock { idle in
        if idle.count < Self.maximumCount { idle.append(scratch) }
      }
    }
    return result
  }
}
