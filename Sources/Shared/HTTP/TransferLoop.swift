import CCurl
import COpenSSL
import Glibc
import Synchronization

/// Numbers the transfers of a loop.
struct TransferID: Sendable, Hashable {
  let value: UInt64
}

/// A transfer on its way to the thread, and who waits for it.
struct TransferSubmission: Sendable {
  let id: TransferID
  let plan: TransferPlan
  let continuation: Transfer.Continuation
}

/// The thread on which libcurl runs, and the mailbox through which other threads reach it.
///
/// Every libcurl handle is touched by that thread alone, with the one exception that libcurl allows: `curl_multi_wakeup`.
final class TransferLoop: Sendable {
  private enum Message {
    case start(TransferSubmission)
    case cancel(TransferID)
  }

  private struct Mailbox {
    var messages: [Message] = []
    var lastID: UInt64 = 0
    /// No message is taken any more; the thread ends, or has ended, or never began.
    var isClosed = false
    var thread: pthread_t?
  }

  /// How long the thread sleeps when neither libcurl nor the mailbox has anything for it.
  private static let longestSleep: Int32 = 60_000
  /// Microseconds.
  private static let pauseAfterFailure: UInt32 = 10_000
  /// Sets libcurl up, once in the process. libcrypto must not clean up behind a transfer that is still under way when the process exits.
  private static let isCurlReady: Bool = {
    OPENSSL_init_crypto(UInt64(OPENSSL_INIT_NO_ATEXIT), nil)
    return curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK
  }()

  private let mailbox = Mutex(Mailbox())
  private let configuration: HTTPClient.Configuration
  /// Used by the thread; by others only for `curl_multi_wakeup`, which libcurl makes thread-safe, and only under the mailbox's lock
  /// while it is open: the thread frees the handle only after it has seen the mailbox closed.
  private nonisolated(unsafe) let multi: UnsafeMutableRawPointer?

  /// Starts the thread. When that fails, every request is answered with `unavailable`.
  init(configuration: HTTPClient.Configuration) {
    self.configuration = configuration
    multi = Self.isCurlReady ? curl_multi_init() : nil
    start()
  }

  /// Runs one transfer to its end. Cancelling the task ends it early; either way, once this returns the transfer touches nothing more.
  func perform(_ plan: TransferPlan) async -> Result<TransferOutcome, HTTPClientError> {
    let id = mailbox.withLock { mailbox in
      mailbox.lastID += 1
      return TransferID(value: mailbox.lastID)
    }
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let submission = TransferSubmission(id: id, plan: plan, continuation: continuation)
        guard post(.start(submission)) else { return continuation.resume(returning: .failure(.unavailable)) }
        // A cancellation that came before the start was lost on the thread, which did not know the transfer yet.
        if Task.isCancelled { _ = post(.cancel(id)) }
      }
    } onCancel: {
      _ = post(.cancel(id))
    }
  }

  /// Ends the thread and waits for it.
  func shutdown() {
    let thread = mailbox.withLock { mailbox in
      if !mailbox.isClosed { curl_multi_wakeup(multi) }
      mailbox.isClosed = true
      defer { mailbox.thread = nil }
      return mailbox.thread
    }
    if let thread { pthread_join(thread, nil) }
  }

  private func post(_ message: Message) -> Bool {
    mailbox.withLock { mailbox in
      guard !mailbox.isClosed else { return false }
      mailbox.messages.append(message)
      curl_multi_wakeup(multi)
      return true
    }
  }
}

// The thread
extension TransferLoop {
  private func start() {
    guard let multi else { return mailbox.withLock { $0.isClosed = true } }
    ccurl_multi_set_long(multi, CURLMOPT_MAXCONNECTS, configuration.maximumIdleConnections)
    let context = Unmanaged.passRetained(self)
    var thread = pthread_t()
    let code = pthread_create(
      &thread, nil,
      { context in
        guard let context else { return nil }
        Unmanaged<TransferLoop>.fromOpaque(context).takeRetainedValue().run()
        return nil
      }, context.toOpaque())
    let started = thread
    guard code == 0 else {
      context.release()
      curl_multi_cleanup(multi)
      return mailbox.withLock { $0.isClosed = true }
    }
    mailbox.withLock { $0.thread = started }
  }

  private func run() {
    guard let multi else { return }
    Self.blockSignals()
    var transfers: [UnsafeMutableRawPointer: Transfer] = [:]
    while let messages = takeMessages() {
      for message in messages {
        switch message {
        case .start(let submission): begin(submission, &transfers)
        case .cancel(let id): cancel(id, &transfers)
        }
      }
      var running: Int32 = 0
      curl_multi_perform(multi, &running)
      endFinished(&transfers)
      // Where polling itself fails (no memory, no descriptors), going on at once would spin.
      if curl_multi_poll(multi, nil, 0, Self.longestSleep, nil) != CURLM_OK { usleep(Self.pauseAfterFailure) }
    }
    for transfer in transfers.values { end(transfer, .failure(.unavailable)) }
    transfers.removeAll()
    curl_multi_cleanup(multi)
  }

  /// Signals to the process are for other threads, and a `SIGPIPE` from a connection that the other side has closed is for none.
  private static func blockSignals() {
    var signals = sigset_t()
    sigfillset(&signals)
    pthread_sigmask(SIG_BLOCK, &signals, nil)
  }

  /// What has come since the last time; `nil` once the mailbox is closed, after answering those who were still in it.
  private func takeMessages() -> [Message]? {
    let (messages, isClosed) = mailbox.withLock { mailbox in
      defer { mailbox.messages = [] }
      return (mailbox.messages, mailbox.isClosed)
    }
    guard isClosed else { return messages }
    for case .start(let submission) in messages { submission.continuation.resume(returning: .failure(.unavailable)) }
    return nil
  }

  private func begin(_ submission: TransferSubmission, _ transfers: inout [UnsafeMutableRawPointer: Transfer]) {
    guard let transfer = Transfer(submission, userAgent: configuration.userAgent) else {
      return submission.continuation.resume(returning: .failure(.unavailable))
    }
    if let refusal = transfer.refusal { return transfer.finish(.failure(refusal)) }
    guard curl_multi_add_handle(multi, transfer.easy) == CURLM_OK else { return transfer.finish(.failure(.unavailable)) }
    transfers[transfer.easy] = transfer
  }

  /// A transfer that is over, or has not begun, is left alone.
  private func cancel(_ id: TransferID, _ transfers: inout [UnsafeMutableRawPointer: Transfer]) {
    guard let transfer = transfers.values.first(where: { $0.id == id }) else { return }
    transfers[transfer.easy] = nil
    end(transfer, .failure(.cancelled))
  }

  private func endFinished(_ transfers: inout [UnsafeMutableRawPointer: Transfer]) {
    var easy: UnsafeMutableRawPointer?
    var code = CURLE_OK
    while ccurl_multi_next_ended(multi, &easy, &code) {
      guard let easy, let transfer = transfers.removeValue(forKey: easy) else { continue }
      end(transfer, transfer.result(code))
    }
  }

  private func end(_ transfer: Transfer, _ result: Result<TransferOutcome, HTTPClientError>) {
    curl_multi_remove_handle(multi, transfer.easy)
    transfer.finish(result)
  }
}
