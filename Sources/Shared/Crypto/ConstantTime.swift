import COpenSSL

/// Comparison of secrets in a time that does not tell where they differ. Only the length shows.
public enum ConstantTime {
  /// Whether both hold the same bytes.
  public static func areEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    left.count == right.count && CRYPTO_memcmp(left, right, left.count) == 0
  }

  /// Whether both hold the same UTF-8 bytes. Unlike `==`, texts that merely look alike differ.
  public static func areEqual(_ left: String, _ right: String) -> Bool {
    areEqual(Array(left.utf8), Array(right.utf8))
  }
}
