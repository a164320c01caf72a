package import Shared

/// What is to be done next.
package enum SyncStep: Sendable, Equatable {
  /// Ask the source, and take what it hands over.
  case fetch(unless: Fingerprint?)
  /// Unpack, verify and publish what was fetched.
  case publish(FetchedArchive)
  /// The pull is over. `again` is when the next one is due; `nil` for when somebody asks for it.
  case rest(SyncOutcome, again: Duration?)
}
