/// What a source said.
public enum ModelSourceAnswer: Sendable, Equatable {
  /// The newest version is the one that the caller has.
  case unchanged
  /// Another version was written to the caller's file.
  case fetched(FetchedArchive)
}
