internal import ServiceLifecycle
package import Shared

/// Notices what servers say of the current generation, and has a pull made at once when one of them refuses it: once for each server and
/// generation, since anyone who may write reports may write as many as they like.
package struct ReportWatch: Service {
  /// Between two looks at the folder, each of which costs one system call while nothing happens.
  private static let pause = Duration.seconds(1)
  /// Of more servers than these that refuse a generation no pull is made at once.
  private static let maximumServers = 100

  /// What tells that a look is worth while: who reports, and on what.
  private struct Occasion: Sendable, Equatable {
    let folder: FileVersion?
    let current: GenerationID?
  }

  private let inbox: ReportInbox
  private let directory: ModelDirectory
  private let requests: PullRequests
  private let board: StatusBoard
  private let clock: SyncClock

  package init(
    _ inbox: ReportInbox, directory: ModelDirectory, requests: PullRequests, board: StatusBoard, clock: SyncClock = .machine
  ) {
    self.inbox = inbox
    self.directory = directory
    self.requests = requests
    self.board = board
    self.clock = clock
  }

  package func run() async throws {
    let watch = self
    await cancelWhenGracefulShutdown { await watch.lookRepeatedly() }
  }

  private func lookRepeatedly() async {
    var seen: Occasion?
    var answered: (generation: GenerationID?, servers: Set<ServerName>) = (nil, [])
    while !Task.isCancelled {
      let former = seen
      let news = await BlockingWork.run { [inbox, directory] (_) throws(Never) -> (Occasion, [GenerationReport])? in
        // Taken before the reports are read: what comes meanwhile is seen the next time.
        let occasion = Occasion(folder: inbox.version(), current: try? directory.currentID())
        guard occasion != former else { return nil }
        return (occasion, occasion.current.map { inbox.reports(on: $0) } ?? [])
      }
      if let (occasion, reports) = news {
        seen = occasion
        board.heard(reports)
        if occasion.current != answered.generation { answered = (occasion.current, []) }
        if let refusal = reports.refusal, answered.servers.count < Self.maximumServers, answered.servers.insert(refusal.server).inserted {
          _ = await requests.request()
        }
      }
      await clock.sleep(Self.pause)
    }
  }
}

extension [GenerationReport] {
  /// The first report of a server that refuses the generation. One is enough.
  var refusal: GenerationReport? { first { $0.verdict == .refused } }
}
