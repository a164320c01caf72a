import Foundation
import Synchronization
public import SystemPackage

/// Requests over HTTPS, one curl and so one connection and handshake after the other, until it is stopped.
public final class CurlLoad: Sendable {
  /// What came of it.
  public struct Report: Sendable {
    public fileprivate(set) var successes = 0
    /// What curl said.
    public fileprivate(set) var failures: [String] = []
  }

  private let state = Mutex((report: Report(), running: 0))
  private let stopping = Atomic(false)

  /// - Parameter authorities: the certificates that are trusted.
  public init(of url: String, trusting authorities: FilePath, clients: Int = 2) {
    state.withLock { $0.running = clients }
    for _ in 0..<clients {
      Thread.detachNewThread { [self] in
        while !stopping.load(ordering: .relaxed) {
          let run = try? CommandRun("curl", ["-sS", "-f", "--max-time", "20", "--cacert", authorities.string, "-o", "/dev/null", url])
          state.withLock { state in
            if let run, run.status == 0 { state.report.successes += 1 } else { state.report.failures.append(run?.output ?? "no curl") }
          }
        }
        state.withLock { $0.running -= 1 }
      }
    }
  }

  /// Ends after the requests that are under way.
  public func stop() async throws -> Report {
    stopping.store(true, ordering: .relaxed)
    try await Condition.wait(for: "the end of the load") { state.withLock { $0.running } == 0 }
    return state.withLock { $0.report }
  }
}
