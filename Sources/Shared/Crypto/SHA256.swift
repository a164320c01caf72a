import COpenSSL

/// SHA-256 of bytes that arrive in pieces.
///
///     var hash = SHA256()
///     while let piece = try read() { hash.update(piece) }
///     let digest = hash.finalize()
public struct SHA256: ~Copyable {
  /// Owned by this value alone, freed by `deinit`.
  private let context: OpaquePointer

  /// A hash of nothing yet.
  public init() {
    context = Self.newContext()
    let started = EVP_DigestInit_ex(context, EVP_sha256(), nil)
    precondition(started == 1, "libcrypto has no SHA-256")
  }

  deinit { EVP_MD_CTX_free(context) }

  /// Adds bytes to what is hashed.
  public mutating func update(_ bytes: UnsafeRawBufferPointer) {
    guard let start = bytes.baseAddress, bytes.count > 0 else { return }
    let updated = EVP_DigestUpdate(context, start, bytes.count)
    precondition(updated == 1, "libcrypto could not continue a SHA-256")
  }

  /// Adds bytes to what is hashed.
  public mutating func update(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { update($0) }
  }

  /// The digest of everything added so far. More may be added afterwards.
  public func finalize() -> SHA256Digest {
    let copy = Self.newContext()
    defer { EVP_MD_CTX_free(copy) }
    var digest = [UInt8](repeating: 0, count: SHA256Digest.byteCount)
    let finished = EVP_MD_CTX_copy_ex(copy, context) == 1 && EVP_DigestFinal_ex(copy, &digest, nil) == 1
    precondition(finished, "libcrypto could not finish a SHA-256")
    return SHA256Digest(bytes: digest)
  }

  /// The digest of `bytes`.
  public static func hash(of bytes: [UInt8]) -> SHA256Digest {
    var hash = SHA256()
    hash.update(bytes)
    return hash.finalize()
  }

  private static func newContext() -> OpaquePointer {
    guard let context = EVP_MD_CTX_new() else { preconditionFailure("out of memory") }
    return context
  }
}
