internal import Logging
internal import ServiceLifecycle
internal import Shared
internal import UnixSignals

/// SIGHUP: the log goes on in the file that has the log file's name now, and the TLS files are looked at.
///
/// logrotate moves the file away and sends the signal; no line is lost in between, the moved file takes it.
struct Rereading: Service {
  let log: LogSink
  let credentials: TLSCredentials?
  let logger: Logger

  func run() async throws {
    for await _ in await UnixSignalsSequence(trapping: .sighup).cancelOnGracefulShutdown() {
      await BlockingWork.run { _ in
        do { try log.reopen() } catch { logger.error("the log goes on where it was: \(error)") }
        credentials?.refresh()
      }
    }
  }
}
