internal import FoundationEssentials
package import Metrics
internal import Shared
internal import Synchronization

/// What is counted, and by which names it is exposed.
package final class SyncMetrics: Sendable {
  private let factory: any MetricsFactory
  private let downloads: Counter
  private let downloadedBytes: Counter
  private let publishes: Counter
  private let consecutiveFailures: Gauge
  private let isPinned: Gauge
  private let generationsRefused: Counter
  private let generation = Mutex<GenerationRecord?>(nil)

  /// What each metric means, for `# HELP`.
  package static let descriptions: [(label: String, help: String)] = [
    ("model_sync_attempts_total", "Pulls that ended, by result."),
    ("model_sync_failures_total", "Pulls that did not end with the newest model published, by reason."),
    ("model_sync_downloads_total", "Archives that arrived whole."),
    ("model_sync_downloaded_bytes_total", "Bytes of the archives that arrived whole."),
    ("model_sync_publishes_total", "Generations that were made current after a download."),
    ("model_sync_notifications_total", "Publications of which somebody was to be told, by result."),
    ("model_sync_generations_refused_total", "Generations that servers refused after they had been made current."),
    ("model_sync_servers", "Servers that have reported on the current generation, by verdict."),
    ("model_sync_last_attempt_timestamp_seconds", "When the last pull began."),
    (
      "model_sync_last_success_timestamp_seconds",
      "When the current generation was last known to be the newest; without one, when this process began."
    ),
    ("model_sync_last_download_timestamp_seconds", "When the last archive arrived whole."),
    ("model_sync_last_publish_timestamp_seconds", "When the last generation was made current."),
    ("model_sync_consecutive_failures", "Failed pulls since the last one that worked."),
    ("model_sync_pinned", "1 while current is pinned to a generation, 0 otherwise."),
    ("model_sync_generation_bytes", "Size of the current generation's archive."),
    ("model_sync_generation_fetched_timestamp_seconds", "When the current generation's archive was fetched."),
  ]

  package static let generationInfoLabel = "model_sync_generation_info"

  package init(factory: any MetricsFactory) {
    self.factory = factory
    downloads = Counter(label: "model_sync_downloads_total", factory: factory)
    downloadedBytes = Counter(label: "model_sync_downloaded_bytes_total", factory: factory)
    publishes = Counter(label: "model_sync_publishes_total", factory: factory)
    consecutiveFailures = Gauge(label: "model_sync_consecutive_failures", factory: factory)
    consecutiveFailures.record(0)
    isPinned = Gauge(label: "model_sync_pinned", factory: factory)
    isPinned.record(0)
    generationsRefused = Counter(label: "model_sync_generations_refused_total", factory: factory)
  }

  func succeeded(at now: Date) { stamp("last_success", now) }

  func attemptBegan(at now: Date) { stamp("last_attempt", now) }

  func pinned(_ value: Bool) { isPinned.record(value ? 1 : 0) }

  func downloaded(bytes: Int64, at now: Date) {
    downloads.increment()
    downloadedBytes.increment(by: bytes)
    stamp("last_download", now)
  }

  func show(_ record: GenerationRecord?) {
    generation.withLock { $0 = record }
    guard let record else { return }
    Gauge(label: "model_sync_generation_bytes", factory: factory).record(record.bytes)
    stamp("generation_fetched", record.fetchedAt)
  }

  func generationRefused() { generationsRefused.increment() }

  func heard(_ servers: SyncStatus.Servers) {
    for (verdict, count) in [("accepted", servers.accepted), ("refused", servers.refused), ("failed", servers.failed)] {
      Gauge(label: "model_sync_servers", dimensions: [("verdict", verdict)], factory: factory).record(count)
    }
  }

  /// The one metric whose labels change for as long as the process lives. Written here, in Prometheus's text format, since
  /// a registry would keep a series for each generation that ever was.
  package var generationInfo: String {
    guard let record = generation.withLock({ $0 }) else { return "" }
    let archive = record.archive.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    return """
      # HELP \(Self.generationInfoLabel) The current generation.
      # TYPE \(Self.generationInfoLabel) gauge
      \(Self.generationInfoLabel){archive="\(archive)",id="\(record.id)",sha256="\(record.sha256)"} 1

      """
  }

  func ended(_ outcome: SyncOutcome, failures: Int, at now: Date) {
    Counter(label: "model_sync_attempts_total", dimensions: [("result", outcome.word)], factory: factory).increment()
    consecutiveFailures.record(failures)
    if outcome.isNewest { succeeded(at: now) }
    switch outcome {
    case .published(let generation):
      publishes.increment()
      stamp("last_publish", now)
      show(generation.record)
    case .unchanged(let generation), .pinned(let generation, _, _): show(generation.record)
    case .refused: failed("refused")
    case .failed(let failure): failed(failure.kind)
    }
  }

  /// A time shows up with the first of its kind: 0 would read as 1970.
  private func stamp(_ name: String, _ time: Date) {
    Gauge(label: "model_sync_\(name)_timestamp_seconds", factory: factory).record(time.timeIntervalSince1970)
  }

  private func failed(_ reason: String) {
    Counter(label: "model_sync_failures_total", dimensions: [("reason", reason)], factory: factory).increment()
  }
}
