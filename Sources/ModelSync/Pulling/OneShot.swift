internal import ServiceLifecycle
internal import Synchronization

/// `--once`: one pull, whose outcome outlives the service.
package final class OneShot: Service {
  private let puller: Puller
  private let initial: SyncState
  private let result = Mutex<SyncOutcome?>(nil)

  package init(puller: Puller, state: SyncState) {
    self.puller = puller
    initial = state
  }

  /// How the pull ended; `nil` before that.
  package var outcome: SyncOutcome? { result.withLock { $0 } }

  package func run() async throws {
    await cancelWhenGracefulShutdown { [self] in
      var state = initial
      let outcome = await puller.pull(&state).outcome
      result.withLock { $0 = outcome }
    }
  }
}
