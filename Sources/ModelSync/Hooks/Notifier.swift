package import Logging
package import Metrics
internal import ServiceLifecycle
package import Shared
internal import Synchronization

/// Posts every publication to an address, beside the pulls: nobody waits for it, and its failures change nothing.
///
/// A 2xx is success. Network errors, 408, 429 and 5xx are tried again after a backoff; any other answer would not change. What is not
/// delivered when the process ends, or when 16 wait already, is lost: `/status` has the truth.
package final class Notifier: Service {
  private static let maximumWaiting = 16

  private let notification: Notification
  private let client: HTTPClient
  private let clock: SyncClock
  private let factory: any MetricsFactory
  private let logger: Logger
  private let display: DisplayURL
  private let notices: AsyncStream<PublishNotice>
  private let waiting: AsyncStream<PublishNotice>.Continuation

  package init(
    _ notification: Notification, client: HTTPClient, factory: any MetricsFactory, clock: SyncClock = .machine, logger: Logger
  ) {
    self.notification = notification
    self.client = client
    self.factory = factory
    self.clock = clock
    self.logger = logger
    display = DisplayURL(notification.url)
    (notices, waiting) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(Self.maximumWaiting))
  }

  /// Has a publication posted; returns at once.
  package func published(_ generation: PublishedGeneration) {
    waiting.yield(PublishNotice(generation: generation.record, publishedAt: clock.now()))
  }

  /// Nothing more is published: ``run()`` ends when all is posted.
  package func finish() { waiting.finish() }

  package func run() async throws {
    await cancelWhenGracefulShutdown { [self] in
      for await notice in notices where !Task.isCancelled { await post(notice) }
    }
  }

  private func post(_ notice: PublishNotice) async {
    let request = notification.request(notice)
    let metadata: Logger.Metadata = ["generation": "\(notice.generation.id)", "to": "\(display)"]
    for attempt in 1...notification.attempts {
      let reason: String
      var isWorthAnother = true
      do throws(HTTPClientError) {
        let status = try await client.status(of: request)
        if 200...299 ~= status {
          count("delivered")
          return logger.info("told of the publication", metadata: metadata)
        }
        reason = "the answer was \(status)"
        isWorthAnother = status >= 500 || status == 408 || status == 429
      } catch .cancelled {
        return
      } catch {
        reason = "\(error)"
      }
      guard isWorthAnother, attempt < notification.attempts else {
        count("failed")
        return logger.warning("could not tell of the publication: \(reason)", metadata: metadata)
      }
      logger.debug("telling of the publication again: \(reason)", metadata: metadata)
      await clock.sleep(notification.backoff.delay(after: attempt))
      if Task.isCancelled { return }
    }
  }

  private func count(_ result: String) {
    Counter(label: "model_sync_notifications_total", dimensions: [("result", result)], factory: factory).increment()
  }
}
