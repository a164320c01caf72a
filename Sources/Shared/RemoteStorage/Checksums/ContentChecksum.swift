/// What a store says that an object's content comes to.
package struct ContentChecksum: Sendable, Equatable {
  package enum Algorithm: String, Sendable, CaseIterable {
    case crc32 = "CRC32"
    case crc32c = "CRC32C"
    case crc64nvme = "CRC64NVME"
    case md5 = "MD5"
    case sha1 = "SHA1"
    case sha256 = "SHA256"

    /// Bytes of such a checksum.
    package var byteCount: Int {
      switch self {
      case .crc32, .crc32c: 4
      case .crc64nvme: 8
      case .md5: 16
      case .sha1: 20
      case .sha256: 32
      }
    }
  }

  package let algorithm: Algorithm
  package let bytes: [UInt8]

  package init(_ algorithm: Algorithm, _ bytes: [UInt8]) {
    self.algorithm = algorithm
    self.bytes = bytes
  }

  /// Reads base64, as every store writes checksums. `nil` for other texts, and for ones of another length.
  package init?(_ algorithm: Algorithm, base64 text: String) {
    guard let bytes = Base64.decode(text), bytes.count == algorithm.byteCount else { return nil }
    self.init(algorithm, bytes)
  }
}
