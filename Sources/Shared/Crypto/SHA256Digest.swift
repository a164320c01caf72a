/// A SHA-256 digest: 32 bytes, written as 64 hexadecimal digits.
public struct SHA256Digest: Sendable, Hashable, CustomStringConvertible {
  /// The number of bytes of every digest.
  public static let byteCount = 32

  /// The digest's bytes, always `byteCount` of them.
  public let bytes: [UInt8]

  /// - Parameter bytes: exactly `byteCount` bytes.
  init(bytes: [UInt8]) {
    precondition(bytes.count == Self.byteCount)
    self.bytes = bytes
  }

  /// Reads 64 hexadecimal digits of either case; `nil` for every other text.
  public init?(hexadecimal: String) {
    let digits = Array(hexadecimal.utf8)
    guard digits.count == 2 * Self.byteCount else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(Self.byteCount)
    for index in stride(from: 0, to: digits.count, by: 2) {
      guard let high = Hexadecimal.value(of: digits[index]), let low = Hexadecimal.value(of: digits[index + 1]) else { return nil }
      bytes.append(high << 4 | low)
    }
    self.bytes = bytes
  }

  /// The digest in lower-case hexadecimal digits.
  public var hexadecimal: String { Hexadecimal.text(bytes) }

  public var description: String { hexadecimal }
}
