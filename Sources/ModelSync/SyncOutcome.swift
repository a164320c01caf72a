package import Shared

/// How a pull ended.
package enum SyncOutcome: Sendable, Equatable {
  /// A new generation is current.
  case published(PublishedGeneration)
  /// The current generation is the newest.
  case unchanged(PublishedGeneration)
  /// The newest archive was refused, now or before; what was current stays so.
  case refused(SyncMemory.Refusal)
  /// Whether there is a newer one is not known, or it could not be brought here.
  case failed(SyncFailure)

  /// Whether `current` is the newest that the source has.
  package var isNewest: Bool {
    switch self {
    case .published, .unchanged: true
    case .refused, .failed: false
    }
  }

  /// The outcome in one word, for a metric's label and the status.
  package var word: String {
    switch self {
    case .published: "published"
    case .unchanged: "unchanged"
    case .refused: "refused"
    case .failed: "failed"
    }
  }

  /// The one line of `--once`.
  package func line(source: String) -> String {
    switch self {
    case .published(let generation):
      "published \(generation.id): fetched \(generation.record.archive) (\(generation.record.bytes) bytes, "
        + "sha256 \(generation.record.sha256)) from \(source)"
    case .unchanged(let generation): "unchanged: \(generation.id) (sha256 \(generation.record.sha256)) is the newest of \(source)"
    case .refused(let refusal): "refused the newest archive of \(source) (sha256 \(refusal.sha256)): \(refusal.reason)"
    case .failed(let failure): "failed to pull from \(source): \(failure)"
    }
  }
}
