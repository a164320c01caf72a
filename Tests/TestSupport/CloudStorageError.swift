/// Why a storage did not do what a test asked of it.
public struct CloudStorageError: Error, CustomStringConvertible {
  let message: String

  public var description: String { "the storage says: \(message)" }
}
