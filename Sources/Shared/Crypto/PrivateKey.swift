import COpenSSL

/// A private key that signs, such as that of a service account.
package final class PrivateKey: Sendable {
  /// Owned by this object alone, freed by `deinit`, and only read in between, which libcrypto allows from any thread.
  nonisolated(unsafe) private let key: OpaquePointer

  /// Reads an RSA key in PEM: `-----BEGIN PRIVATE KEY-----` or `-----BEGIN RSA PRIVATE KEY-----`, without a pass phrase. `nil` when it is none.
  package init?(pem: String) {
    // Without an answer of its own libcrypto would ask the terminal for a pass phrase.
    guard let key = PEMText.read(pem, { PEM_read_bio_PrivateKey($0, nil, { _, _, _, _ in -1 }, nil) }) else { return nil }
    guard EVP_PKEY_get_base_id(key) == EVP_PKEY_RSA else {
      EVP_PKEY_free(key)
      return nil
    }
    self.key = key
  }

  deinit { EVP_PKEY_free(key) }

  /// The signature of `message` by RSASSA-PKCS1-v1_5; `nil` when the key is too small for the digest.
  package func signature(of message: [UInt8], _ digest: DigestAlgorithm) -> [UInt8]? {
    defer { ERR_clear_error() }
    guard let context = EVP_MD_CTX_new() else { return nil }
    defer { EVP_MD_CTX_free(context) }
    var count = 0
    guard EVP_DigestSignInit(context, nil, digest.evp, nil, key) == 1,
      EVP_DigestSign(context, nil, &count, message, message.count) == 1
    else { return nil }
    var signature = [UInt8](repeating: 0, count: count)
    guard EVP_DigestSign(context, &signature, &count, message, message.count) == 1 else { return nil }
    return Array(signature[..<count])
  }
}
