/// A body of the type `application/x-www-form-urlencoded`, encoded as Python's `urllib.parse.urlencode` does.
struct FormBody {
  private(set) var bytes: [UInt8] = []

  mutating func add(_ name: String, _ value: String) {
    if !bytes.isEmpty { bytes.append(UInt8(ascii: "&")) }
    append(name)
    bytes.append(UInt8(ascii: "="))
    append(value)
  }

  private mutating func append(_ text: String) {
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
        UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "~"):
        bytes.append(byte)
      case UInt8(ascii: " "):
        bytes.append(UInt8(ascii: "+"))
      default:
        bytes.append(UInt8(ascii: "%"))
        bytes.append(Self.digit(byte >> 4))
        bytes.append(Self.digit(byte & 15))
      }
    }
  }

  private static func digit(_ value: UInt8) -> UInt8 { value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") + value - 10 }
}
