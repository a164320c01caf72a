/// What a store says of an object.
package enum ObjectFinding: Sendable, Equatable {
  /// Its newest version is the one that the caller has.
  case unchanged
  case found(StoredObject)
}
