import COpenSSL

/// HMAC (RFC 2104) with the hashes of the SHA-2 family: what object stores and JSON web tokens are signed with.
public enum HMACSHA2 {
  /// The bytes that authenticate `message` under `key`, as many as a digest has. Both may be of any length, none included.
  public static func code(for message: [UInt8], key: [UInt8], _ digest: DigestAlgorithm) -> [UInt8] {
    var code = [UInt8](repeating: 0, count: digest.byteCount)
    // An empty array has no address, and libcrypto takes a missing key for "the key of the last call".
    let keyBytes = key.isEmpty ? [0] : key
    let signed = HMAC(digest.evp, keyBytes, Int32(key.count), message, message.count, &code, nil)
    precondition(signed != nil, "libcrypto has no HMAC with this hash")
    return code
  }

  /// Whether `code` authenticates `message` under `key`, in a time that does not tell how much of it is right.
  public static func isValid(_ code: [UInt8], for message: [UInt8], key: [UInt8], _ digest: DigestAlgorithm) -> Bool {
    ConstantTime.areEqual(code, self.code(for: message, key: key, digest))
  }
}
