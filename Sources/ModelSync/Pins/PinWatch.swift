internal import Logging
internal import ServiceLifecycle
package import Shared

/// Follows a pin that another process sets or takes away, within a second and also while an archive is on its way.
package struct PinWatch: Service {
  private static let interval = Duration.seconds(1)

  private let file: PinFile
  private let recovery: Recovery
  private let board: StatusBoard
  private let clock: SyncClock
  private let logger: Logger

  package init(_ directory: ModelDirectory, puller: Puller, clock: SyncClock = .machine) {
    file = PinFile(directory)
    recovery = puller.recovery
    board = puller.board
    self.clock = clock
    logger = puller.logger
  }

  package func run() async throws {
    let watch = self
    await cancelWhenGracefulShutdown { await watch.follow() }
  }

  private func follow() async {
    // Not what the pin was at the start: it may have changed since the first pull has looked at it.
    var seen: PinFile.Mark??
    var told: SyncFailure?
    while true {
      await clock.sleep(Self.interval)
      guard !Task.isCancelled else { return }
      let (file, recovery, before) = (file, recovery, seen)
      do throws(SyncFailure) {
        let change = try await BlockingWork.run { _ throws(SyncFailure) -> (mark: PinFile.Mark?, standing: Standing)? in
          let mark = file.mark()
          return before == .some(mark) ? nil : (mark, try recovery.settle())
        }
        told = nil
        guard let change else { continue }
        seen = .some(change.mark)
        board.found(change.standing)
      } catch {
        if error != told { logger.warning("could not follow the pin", metadata: ["reason": "\(error)"]) }
        told = error
      }
    }
  }
}
