package import Shared

/// What the world told the state machine.
package enum SyncFinding: Sendable, Equatable {
  /// A pull begins; this is what `current` names.
  case began(current: PublishedGeneration?)
  /// The source has nothing but what it was asked about.
  case unchanged
  /// The source handed an archive over.
  case fetched(FetchedArchive)
  /// The source has handed an archive over that is not to be trusted.
  case distrusted(FetchedArchive, SyncFailure)
  /// The archive is current now.
  case published(PublishedGeneration)
  case failed(SyncFailure)
}
