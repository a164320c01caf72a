package import Shared

/// What `.model-sync.pin` says.
package enum Pin: Sendable, Equatable {
  /// There is none.
  case none
  case generation(GenerationID)
  /// It names nothing that could be a generation, and counts as none.
  case malformed

  /// The generation that it names.
  package var id: GenerationID? {
    if case .generation(let id) = self { id } else { nil }
  }
}
