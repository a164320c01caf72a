import COpenSSL

/// The hash below a signature or a message authentication code.
public enum DigestAlgorithm: Sendable {
  case sha256, sha384, sha512

  /// Bytes of a digest.
  public var byteCount: Int {
    switch self {
    case .sha256: 32
    case .sha384: 48
    case .sha512: 64
    }
  }

  /// libcrypto's description of it, which lives as long as the process.
  var evp: OpaquePointer? {
    switch self {
    case .sha256: EVP_sha256()
    case .sha384: EVP_sha384()
    case .sha512: EVP_sha512()
    }
  }
}
