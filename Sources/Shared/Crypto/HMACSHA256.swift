import COpenSSL

/// HMAC with SHA-256 (RFC 2104): what signs requests to object stores and JSON web tokens.
public enum HMACSHA256 {
  /// The 32 bytes that authenticate `message` under `key`. Both may be of any length, none included.
  public static func code(for message: [UInt8], key: [UInt8]) -> [UInt8] {
    var code = [UInt8](repeating: 0, count: SHA256Digest.byteCount)
    // An empty array has no address, and libcrypto takes a missing key for "the key of the last call".
    let keyBytes = key.isEmpty ? [0] : key
    let signed = HMAC(EVP_sha256(), keyBytes, Int32(key.count), message, message.count, &code, nil)
    precondition(signed != nil, "libcrypto has no HMAC with SHA-256")
    return code
  }

  /// Whether `code` authenticates `message` under `key`, in a time that does not tell how much of it is right.
  public static func isValid(_ code: [UInt8], for message: [UInt8], key: [UInt8]) -> Bool {
    ConstantTime.areEqual(code, self.code(for: message, key: key))
  }
}
