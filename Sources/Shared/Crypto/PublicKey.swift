import COpenSSL

/// A public key that verifies signatures: RSA, elliptic curve or Ed25519/Ed448.
public final class PublicKey: Sendable {
  /// What kind of key it is, and with that which signatures it can verify.
  public enum Kind: Sendable, Equatable {
    case rsa
    /// With the bytes of one coordinate.
    case ellipticCurve(coordinateBytes: Int)
    case edwards
  }

  /// How a signature is made.
  public enum Scheme: Sendable {
    /// RSASSA-PKCS1-v1_5 (RFC 8017, section 8.2).
    case rsa(DigestAlgorithm)
    /// RSASSA-PSS (RFC 8017, section 8.1) with a salt as long as the digest, as RFC 7518 has it.
    case rsaPSS(DigestAlgorithm)
    /// ECDSA as two numbers one after the other (RFC 7518, section 3.4), each as long as a coordinate.
    case ecdsa(DigestAlgorithm)
    /// EdDSA (RFC 8032).
    case eddsa
  }

  /// Owned by this object alone, freed by `deinit`, and only read in between, which libcrypto allows from any thread.
  nonisolated(unsafe) private let key: OpaquePointer
  public let kind: Kind

  /// Reads a key in PEM: `-----BEGIN PUBLIC KEY-----`. `nil` when it is none, or of a kind that signs nothing here.
  public init?(pem: String) {
    guard let key = PEMText.read(pem, { PEM_read_bio_PUBKEY($0, nil, nil, nil) }) else { return nil }
    let kind: Kind
    switch EVP_PKEY_get_base_id(key) {
    case EVP_PKEY_RSA, EVP_PKEY_RSA_PSS: kind = .rsa
    case EVP_PKEY_EC where Self.isStandardCurve(key): kind = .ellipticCurve(coordinateBytes: (Int(EVP_PKEY_get_bits(key)) + 7) / 8)
    case EVP_PKEY_ED25519, EVP_PKEY_ED448: kind = .edwards
    default:
      EVP_PKEY_free(key)
      return nil
    }
    self.key = key
    self.kind = kind
  }

  deinit { EVP_PKEY_free(key) }

  /// Whether it is P-256, P-384 or P-521 (RFC 7518, section 3.4), and no other curve of the same size.
  private static func isStandardCurve(_ key: OpaquePointer) -> Bool {
    var name = [CChar](repeating: 0, count: 64)
    var length = 0
    guard EVP_PKEY_get_group_name(key, &name, name.count, &length) == 1 else { return false }
    let text = String(decoding: name.prefix(length).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return ["prime256v1", "P-256", "secp384r1", "P-384", "secp521r1", "P-521"].contains(text)
  }

  /// Whether somebody who has the private key signed these bytes so. A scheme that does not go with the key verifies nothing.
  public func verifies(_ signature: [UInt8], of message: [UInt8], scheme: Scheme) -> Bool {
    message.withUnsafeBufferPointer { verifies(signature, of: $0, scheme: scheme) }
  }

  /// The same, of bytes that are not in an array.
  func verifies(_ signature: [UInt8], of message: UnsafeBufferPointer<UInt8>, scheme: Scheme) -> Bool {
    defer { ERR_clear_error() }
    switch (scheme, kind) {
    case (.rsa(let digest), .rsa): return verify(signature, message, digest, padding: RSA_PKCS1_PADDING)
    case (.rsaPSS(let digest), .rsa): return verify(signature, message, digest, padding: RSA_PKCS1_PSS_PADDING)
    case (.ecdsa(let digest), .ellipticCurve(let count)):
      guard let encoded = Self.encodedECDSA(signature, coordinateBytes: count) else { return false }
      return verify(encoded, message, digest, padding: nil)
    case (.eddsa, .edwards): return verify(signature, message, nil, padding: nil)
    default: return false
    }
  }

  private func verify(_ signature: [UInt8], _ message: UnsafeBufferPointer<UInt8>, _ digest: DigestAlgorithm?, padding: Int32?) -> Bool {
    guard let context = EVP_MD_CTX_new() else { return false }
    defer { EVP_MD_CTX_free(context) }
    var settings: OpaquePointer?
    guard EVP_DigestVerifyInit(context, &settings, digest?.evp, nil, key) == 1 else { return false }
    if let padding {
      guard EVP_PKEY_CTX_set_rsa_padding(settings, padding) == 1 else { return false }
      if padding == RSA_PKCS1_PSS_PADDING {
        guard EVP_PKEY_CTX_set_rsa_pss_saltlen(settings, RSA_PSS_SALTLEN_DIGEST) == 1 else { return false }
      }
    }
    return EVP_DigestVerify(context, signature, signature.count, message.baseAddress, message.count) == 1
  }

  /// The two numbers of a signature as libcrypto takes them, in DER.
  private static func encodedECDSA(_ signature: [UInt8], coordinateBytes count: Int) -> [UInt8]? {
    guard signature.count == 2 * count, let pair = ECDSA_SIG_new() else { return nil }
    defer { ECDSA_SIG_free(pair) }
    let numbers = signature.withUnsafeBufferPointer { bytes in
      (BN_bin2bn(bytes.baseAddress, Int32(count), nil), BN_bin2bn(bytes.baseAddress.map { $0 + count }, Int32(count), nil))
    }
    guard let first = numbers.0, let second = numbers.1, ECDSA_SIG_set0(pair, first, second) == 1 else {
      BN_free(numbers.0)
      BN_free(numbers.1)
      return nil
    }
    var encoded = [UInt8](repeating: 0, count: Int(max(0, i2d_ECDSA_SIG(pair, nil))))
    let written = encoded.withUnsafeMutableBufferPointer { buffer in
      var position = buffer.baseAddress
      return i2d_ECDSA_SIG(pair, &position)
    }
    return written == encoded.count && written > 0 ? encoded : nil
  }
}
