internal import Glibc
public import SystemPackage

/// The public keys of those whose signature makes an archive acceptable.
///
/// Signatures are detached and over the archive's bytes, as OpenSSL makes them: Ed25519 or Ed448 (RFC 8032, `openssl pkeyutl -sign -rawin`),
/// or RSASSA-PKCS1-v1_5 with SHA-256 (RFC 8017, `openssl dgst -sha256 -sign`); raw, or as Base64.
public struct SigningKeys: Sendable {
  private let keys: [PublicKey]
  /// Tells these keys from others; empty for none.
  public let identity: String

  /// No keys: nothing has to be signed.
  public init() {
    keys = []
    identity = ""
  }

  /// Reads each file's key, in PEM. Blocks.
  public init(_ paths: [FilePath]) throws(ConfigurationError) {
    var keys: [PublicKey] = []
    var texts: [UInt8] = []
    for path in paths {
      let text = String(decoding: try ConfigurationFile.read(path), as: UTF8.self)
      guard let key = PublicKey(pem: text), key.kind == .rsa || key.kind == .edwards else {
        throw .unusable(path, reason: "it holds no public key of RSA or Ed25519 in PEM")
      }
      keys.append(key)
      texts += text.utf8
    }
    self.keys = keys
    identity = keys.isEmpty ? "" : SHA256.hash(of: texts).hexadecimal
  }

  public var isEmpty: Bool { keys.isEmpty }

  /// Whether one of the keys made `signature` for exactly this file. Blocks; the file is mapped, not read into memory.
  public func verify(_ signature: [UInt8], of file: FilePath) throws(Errno) -> Bool {
    let mapping = try MappedFile(file)
    let candidates = Self.readings(of: signature)
    return keys.contains { key in
      candidates.contains { candidate in
        key.verifies(candidate, of: mapping.bytes, scheme: key.kind == .rsa ? .rsa(.sha256) : .eddsa)
      }
    }
  }

  /// A signature as it is, and what it is the Base64 of.
  private static func readings(of signature: [UInt8]) -> [[UInt8]] {
    let text = signature.filter { ![0x09, 0x0A, 0x0D, 0x20].contains($0) }
    return [signature] + (Base64.decode(String(decoding: text, as: UTF8.self)).map { [$0] } ?? [])
  }
}

/// A file's content as memory. The file must not shrink meanwhile: only ones that nobody else writes are mapped.
private struct MappedFile: ~Copyable {
  let bytes: UnsafeBufferPointer<UInt8>

  init(_ path: FilePath) throws(Errno) {
    let descriptor = open(path.string, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Errno(rawValue: errno) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw Errno(rawValue: errno) }
    guard status.st_size > 0 else {
      bytes = UnsafeBufferPointer(start: nil, count: 0)
      return
    }
    let count = Int(status.st_size)
    guard let start = mmap(nil, count, PROT_READ, MAP_PRIVATE, descriptor, 0), start != MAP_FAILED else {
      throw Errno(rawValue: errno)
    }
    madvise(start, count, MADV_SEQUENTIAL)
    bytes = UnsafeBufferPointer(start: start.assumingMemoryBound(to: UInt8.self), count: count)
  }

  deinit {
    if let start = bytes.baseAddress { munmap(UnsafeMutableRawPointer(mutating: start), bytes.count) }
  }
}
