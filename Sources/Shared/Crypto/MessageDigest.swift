import COpenSSL

/// A digest of bytes that arrive in pieces, of whichever kind a peer speaks. Where there is a choice, ``SHA256`` is the one.
package struct MessageDigest: ~Copyable {
  /// MD5 and SHA-1 tell damage apart from what was meant; against an attacker they prove nothing.
  package enum Algorithm: Sendable {
    case md5, sha1, sha256
  }

  /// Owned by this value alone, freed by `deinit`.
  private let context: OpaquePointer

  /// A digest of nothing yet; `nil` where libcrypto was built or configured without the algorithm.
  package init?(_ algorithm: Algorithm) {
    guard let context = EVP_MD_CTX_new() else { return nil }
    let type =
      switch algorithm {
      case .md5: EVP_md5()
      case .sha1: EVP_sha1()
      case .sha256: EVP_sha256()
      }
    guard EVP_DigestInit_ex(context, type, nil) == 1 else {
      EVP_MD_CTX_free(context)
      ERR_clear_error()
      return nil
    }
    self.context = context
  }

  deinit { EVP_MD_CTX_free(context) }

  /// Adds bytes to what is digested.
  package mutating func update(_ bytes: UnsafeRawBufferPointer) {
    guard let start = bytes.baseAddress, bytes.count > 0 else { return }
    let updated = EVP_DigestUpdate(context, start, bytes.count)
    precondition(updated == 1, "libcrypto could not continue a digest")
  }

  /// The digest of everything that was added.
  package consuming func finalize() -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
    var count: UInt32 = 0
    let finished = EVP_DigestFinal_ex(context, &digest, &count)
    precondition(finished == 1, "libcrypto could not finish a digest")
    return Array(digest[..<Int(count)])
  }
}
