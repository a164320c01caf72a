internal import Synchronization

/// Tells blocking work that nobody waits for its result any more. Raised once, never lowered.
public final class CancellationFlag: Sendable {
  private let raised = Atomic<Bool>(false)

  public init() {}

  /// Whether the work should end.
  public var isRaised: Bool { raised.load(ordering: .relaxed) }

  /// Asks the work to end.
  public func raise() { raised.store(true, ordering: .relaxed) }
}
