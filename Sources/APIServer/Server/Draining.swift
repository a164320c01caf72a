internal import ServiceLifecycle
internal import Synchronization

/// The time between being told to stop and stopping: the server is no longer ready, and every answer ends its connection, so
/// that clients and load balancers go elsewhere before the port closes.
package final class Draining: Service {
  private let isUnderWay = Atomic(false)
  private let delay: Duration

  /// - Parameter delay: how long requests are still accepted. Zero stops accepting at once.
  package init(delay: Duration = .zero) { self.delay = delay }

  package var isOn: Bool { isUnderWay.load(ordering: .relaxed) }

  /// Waits for the end, and then for the delay. What ends after it must stand before it in its service group.
  package func run() async throws {
    try? await gracefulShutdown()
    isUnderWay.store(true, ordering: .relaxed)
    guard delay > .zero else { return }
    try? await Task.sleep(for: delay)
  }
}
