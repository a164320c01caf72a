/// Bytes as text that stands in addresses: base64url without padding (RFC 4648, section 5).
public enum Base64URL {
  private static let values: [UInt8] = {
    var values = [UInt8](repeating: 255, count: 256)
    for (value, letter) in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8.enumerated() {
      values[Int(letter)] = UInt8(value)
    }
    return values
  }()

  /// The text of `bytes`, without padding.
  package static func encode(_ bytes: [UInt8]) -> String {
    String(
      String.UnicodeScalarView(
        Base64.encode(bytes).unicodeScalars.compactMap { letter in
          switch letter {
          case "+": "-"
          case "/": "_"
          case "=": nil
          default: letter
          }
        }))
  }

  /// The bytes that a text stands for; `nil` when it is none, is padded, or has bits to spare that are not zero.
  public static func decode(_ text: some Collection<UInt8>) -> [UInt8]? {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count * 3 / 4)
    var (bits, count): (UInt32, Int) = (0, 0)
    for letter in text {
      let value = values[Int(letter)]
      guard value < 64 else { return nil }
      bits = bits << 6 | UInt32(value)
      count += 6
      if count >= 8 {
        count -= 8
        bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
        bits &= 1 << UInt32(count) - 1
      }
    }
    return count < 6 && bits == 0 ? bytes : nil
  }
}
