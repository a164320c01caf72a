internal import Synchronization

/// The model that answers now. Read it once per request; a swap is one assignment of one value.
package final class CurrentModel: Sendable {
  /// What is served, and what should be but could not be loaded.
  package struct Value: Sendable {
    package var model: LoadedModel?
    /// The latest attempt's failure; a successful load or unload clears it.
    package var failure: LoadFailure?
  }

  private let state = Mutex(Value())

  package init() {}

  /// What is served at this moment.
  package var value: Value { state.withLock { $0 } }

  /// Serves `model` from now on. The former one ends with the last request that took it.
  /// - Returns: the former model. Only when the caller lets go of it, outside of any lock, may it be freed.
  @discardableResult
  package func swap(to model: LoadedModel?) -> LoadedModel? {
    let former = state.withLock { value in
      let former = value
      value = Value(model: model, failure: nil)
      return former
    }
    return former.model
  }

  /// Forgets the failure, if it is the one that is meant.
  package func withdraw(_ isMeant: (LoadFailure) -> Bool) {
    state.withLock { if let failure = $0.failure, isMeant(failure) { $0.failure = nil } }
  }

  /// Remembers that a model could not be loaded; what is served stays.
  package func report(_ failure: LoadFailure) { state.withLock { $0.failure = failure } }
}
