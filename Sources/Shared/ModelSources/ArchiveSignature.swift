internal import SystemPackage

/// A detached signature: a small file beside an archive that says who vouches for it.
enum ArchiveSignature {
  /// No signature is larger; an RSA key of 16,384 bits makes one of 2,048 bytes.
  static let maximumBytes: Int64 = 16 << 10

  /// What was written to the scratch file, which is empty again.
  static func takeBack(_ scratch: FileDescriptor) throws(HTTPClientError) -> [UInt8] {
    do {
      var bytes = [UInt8](repeating: 0, count: Int(maximumBytes))
      let count = try bytes.withUnsafeMutableBytes { try scratch.read(fromAbsoluteOffset: 0, into: $0) }
      try scratch.resize(to: 0)
      try scratch.seek(offset: 0, from: .start)
      return Array(bytes.prefix(count))
    } catch {
      throw .cannotWrite(error as? Errno ?? .ioError)
    }
  }
}
