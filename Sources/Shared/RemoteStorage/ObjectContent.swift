package import SystemPackage

/// What is to be stored as an object: a file, and what its bytes come to, so that the store can tell damage on the way.
package struct ObjectContent: Sendable {
  /// As a model's archive is called in a header.
  package static let mediaType = "application/gzip"

  package let file: FileDescriptor
  package let size: Int64
  package let sha256: SHA256Digest
  package let crc32c: [UInt8]
  /// `nil` where libcrypto does not offer it.
  package let md5: [UInt8]?

  /// Reads the file from its start to its end, once for all checksums. Blocks.
  package init(reading file: FileDescriptor, cancellation: CancellationFlag = CancellationFlag()) throws(Errno) {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 << 10, alignment: 16)
    defer { buffer.deallocate() }
    var sha256 = SHA256()
    var crc = CRC32(.castagnoli)
    var md5 = RunningChecksum(.md5) ?? .none
    var size: Int64 = 0
    while true {
      guard !cancellation.isRaised else { throw .canceled }
      let count: Int
      do { count = try file.read(fromAbsoluteOffset: size, into: buffer) } catch { throw error as? Errno ?? .ioError }
      guard count > 0 else { break }
      let piece = UnsafeRawBufferPointer(rebasing: buffer[..<count])
      sha256.update(piece)
      crc.update(piece)
      md5.update(piece)
      size += Int64(count)
    }
    self.file = file
    self.size = size
    self.sha256 = sha256.finalize()
    crc32c = withUnsafeBytes(of: crc.value.bigEndian) { Array($0) }
    let digest = md5.finish()
    self.md5 = digest.isEmpty ? nil : digest
  }
}
