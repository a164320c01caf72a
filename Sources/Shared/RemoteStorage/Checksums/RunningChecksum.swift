/// A checksum of content that arrives in pieces.
enum RunningChecksum: ~Copyable {
  case crc32(CRC32)
  case crc64(CRC64NVME)
  case digest(MessageDigest)
  /// None is wanted.
  case none

  /// - Returns: `nil` where libcrypto does not offer the algorithm.
  init?(_ algorithm: ContentChecksum.Algorithm) {
    switch algorithm {
    case .crc32: self = .crc32(CRC32())
    case .crc32c: self = .crc32(CRC32(.castagnoli))
    case .crc64nvme: self = .crc64(CRC64NVME())
    case .md5, .sha1, .sha256:
      guard let digest = MessageDigest(algorithm == .md5 ? .md5 : algorithm == .sha1 ? .sha1 : .sha256) else { return nil }
      self = .digest(digest)
    }
  }

  mutating func update(_ bytes: UnsafeRawBufferPointer) {
    switch consume self {
    case .crc32(var check):
      check.update(bytes)
      self = .crc32(check)
    case .crc64(var check):
      check.update(bytes)
      self = .crc64(check)
    case .digest(var digest):
      digest.update(bytes)
      self = .digest(digest)
    case .none: self = .none
    }
  }

  /// The checksum of everything that was added; nothing more may be.
  mutating func finish() -> [UInt8] {
    switch consume self {
    case .crc32(let check):
      self = .none
      return Self.bigEndian(check.value)
    case .crc64(let check):
      self = .none
      return Self.bigEndian(check.value)
    case .digest(let digest):
      self = .none
      return digest.finalize()
    case .none:
      self = .none
      return []
    }
  }

  private static func bigEndian(_ value: some FixedWidthInteger) -> [UInt8] { withUnsafeBytes(of: value.bigEndian) { Array($0) } }
}
