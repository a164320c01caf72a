package import Logging
internal import ServiceLifecycle
internal import Shared
internal import Synchronization
internal import SystemPackage

/// The certificate that new connections get, exchanged when its files change.
///
/// Whatever renews a certificate writes its files one after the other, or swaps a link as Kubernetes does: files that do not go
/// together leave the former ones serving until they change again. Connections keep what they began with.
package final class TLSCredentials: Service {
  private let files: TLSFiles
  private let state: Mutex<State>
  private let interval: Duration
  private let logger: Logger

  private struct State {
    var context: TLSContext
    /// The files as they were looked at last, whether or not they could be used.
    var seen: [FileState?]
  }

  /// Reads the files. Blocking.
  package init(_ files: TLSFiles, interval: Duration = .seconds(5), logger: Logger) throws(TLSError) {
    self.files = files
    self.interval = interval
    self.logger = logger
    // What changes while they are read is seen as a change afterwards.
    let seen = Self.look(at: files)
    state = Mutex(State(context: try TLSContext(files), seen: seen))
  }

  /// What a connection begins with now.
  package var context: TLSContext { state.withLock { $0.context } }

  /// Looks at the files now and then, until the server stops.
  package func run() async throws {
    while !Task.isShuttingDownGracefully {
      do { try await cancelWhenGracefulShutdown { try await Task.sleep(for: self.interval) } } catch is CancellationError { return }
      await BlockingWork.run { _ in self.refresh() }
    }
  }

  /// Takes the files if they changed since the last look. Blocking.
  package func refresh() {
    let seen = Self.look(at: files)
    guard state.withLock({ $0.seen != seen }) else { return }
    do throws(TLSError) {
      let context = try TLSContext(files)
      state.withLock { $0 = State(context: context, seen: seen) }
      logger.notice("new connections get the certificate that is now in \(files.certificate)")
    } catch {
      state.withLock { $0.seen = seen }
      logger.error("the TLS files changed and cannot be used, so the former ones stay: \(error)")
    }
  }

  private static func look(at files: TLSFiles) -> [FileState?] { files.paths.map { FileState(of: $0) } }
}
