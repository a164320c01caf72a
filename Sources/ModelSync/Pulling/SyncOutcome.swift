package import Shared

/// How a pull ended.
package enum SyncOutcome: Sendable, Equatable {
  /// A new generation is current.
  case published(PublishedGeneration)
  /// The current generation is the newest.
  case unchanged(PublishedGeneration)
  /// The newest archive is here, fetched now or before, but `current` is pinned to another generation, or to this one.
  case pinned(PublishedGeneration, newest: PublishedGeneration, isNew: Bool)
  /// The newest archive was refused, now or before; what was current stays so.
  case refused(SyncMemory.Refusal)
  /// Whether there is a newer one is not known, or it could not be brought here.
  case failed(SyncFailure)

  /// Whether `current` is the newest that the source has, or under a pin the newest is at hand.
  package var isNewest: Bool {
    switch self {
    case .published, .unchanged, .pinned: true
    case .refused, .failed: false
    }
  }

  /// The outcome in one word, for a metric's label and the status.
  package var word: String {
    switch self {
    case .published: "published"
    case .unchanged: "unchanged"
    case .pinned: "pinned"
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
    case .pinned(let current, let newest, let isNew):
      "pinned: \(current.id) (sha256 \(current.record.sha256)) stays current; the newest of \(source) is \(newest.id) "
        + "(sha256 \(newest.record.sha256)), \(isNew ? "fetched now" : "which is here already")"
    case .refused(let refusal): "refused the newest archive of \(source) (sha256 \(refusal.sha256)): \(refusal.reason)"
    case .failed(let failure): "failed to pull from \(source): \(failure)"
    }
  }
}
