package import Shared

/// Which generations of a directory count.
package struct Standing: Sendable, Equatable {
  /// The one that `current` leads to; `nil` when that is not whole, or there is none.
  package var current: PublishedGeneration?
  /// The newest that is whole. Without a pin it is the current one.
  package var newest: PublishedGeneration?
  /// The one that `current` is to stay at, whether or not it is whole.
  package var pinned: GenerationID?

  package init(current: PublishedGeneration? = nil, newest: PublishedGeneration? = nil, pinned: GenerationID? = nil) {
    self.current = current
    self.newest = newest
    self.pinned = pinned
  }
}
