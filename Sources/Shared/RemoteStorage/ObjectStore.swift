package import SystemPackage

/// A store of named objects, as far as fetching models from it needs one: S3, Google Cloud Storage, Azure Blob Storage.
///
/// Its contract:
///
/// - ``find(_:unless:)`` says which version of an object is the newest, with its size and the checksums that the store states, or that it
///   is the one that the caller has. It transfers no content.
/// - ``read(_:_:into:received:)`` writes exactly the bytes of one range of that very version to the same place of a file, or throws: once
///   the object has another version, `changed`. What is in place after an error is counted in `received`.
/// - ``newestKey(under:)`` names the archive that was written last, by the store's clock; of two from the same moment, the last by name.
/// - ``write(_:as:replaces:)`` stores a file with its checksums, so that the store refuses what was damaged on the way. Unless it may
///   replace, it stores nothing where there is an object: `exists`.
/// - Every request is signed with credentials that are valid at its time. Ones that the store refuses are obtained anew, once.
/// - Neither ``name(of:)`` nor an error holds a secret, a signature or a query.
package protocol ObjectStore: Sendable {
  /// What an object is called in logs and errors, such as `s3://models/bot.tar.gz`; without a name, its bucket or container.
  func name(of key: String) -> String

  /// - Parameter version: what the caller has; `nil` for nothing.
  func find(_ key: String, unless version: Fingerprint?) async throws(ObjectStoreError) -> ObjectFinding

  /// - Parameter range: within the object's size, and not empty.
  func read(
    _ object: StoredObject, _ range: Range<Int64>, into file: FileDescriptor, received: ByteCount
  ) async throws(ObjectStoreError)

  /// - Returns: `nil` when there is no archive under the prefix.
  func newestKey(under prefix: String) async throws(ObjectStoreError) -> String?

  /// The largest object that one request can store.
  var maximumWrittenBytes: Int64 { get }

  func write(_ content: ObjectContent, as key: String, replaces: Bool) async throws(ObjectStoreError)
}
