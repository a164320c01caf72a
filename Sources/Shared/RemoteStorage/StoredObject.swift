/// One version of an object.
package struct StoredObject: Sendable, Equatable {
  package let key: String
  /// An ETag as received, or a generation.
  package let version: Fingerprint
  package let size: Int64
  /// Of the whole content; those that are made of checksums of parts are left out.
  package let checksums: [ContentChecksum]

  package init(key: String, version: Fingerprint, size: Int64, checksums: [ContentChecksum] = []) {
    self.key = key
    self.version = version
    self.size = size
    self.checksums = checksums
  }
}
