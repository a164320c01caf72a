/// Reads the parameters of a URL's query as forms write them (the URL standard, section 5.1): `+` is a space, and of `%XX` that are no
/// UTF-8 the replacement character is left.
enum QueryString {
  /// The first value of a parameter that is not empty: like Rasa's server, we take one without a value for absent.
  static func value(of name: String, in query: String) -> String? {
    for pair in query.utf8.split(separator: UInt8(ascii: "&")) {
      guard let sign = pair.firstIndex(of: UInt8(ascii: "=")), sign < pair.index(before: pair.endIndex) else { continue }
      if decoded(pair[..<sign]) == name { return decoded(pair[pair.index(after: sign)...]) }
    }
    return nil
  }

  private static func decoded(_ bytes: Substring.UTF8View) -> String {
    var decoded: [UInt8] = []
    decoded.reserveCapacity(bytes.count)
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let byte = bytes[index]
      index = bytes.index(after: index)
      guard byte == UInt8(ascii: "%"), let (value, end) = escaped(bytes[index...]) else {
        decoded.append(byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
        continue
      }
      decoded.append(value)
      index = end
    }
    return String(decoding: decoded, as: UTF8.self)
  }

  /// The byte that two hexadecimal digits mean, and what comes after them.
  private static func escaped(_ bytes: Substring.UTF8View.SubSequence) -> (UInt8, Substring.UTF8View.Index)? {
    let digits = bytes.prefix(2)
    guard digits.count == 2 else { return nil }
    var value: UInt8 = 0
    for byte in digits {
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue, byte < 0x80 else { return nil }
      value = value << 4 | UInt8(digit)
    }
    return (value, digits.endIndex)
  }
}
