/// Characters written as `\u00e9` or `\U0001F600`, which Rasa resolves in YAML of training data that is ASCII otherwise.
package enum EscapedText {
  /// The text with its escapes resolved. One behind an even number of backslashes belongs to them and stays.
  /// - Throws: `TrainingDataError` for an escape that means no character.
  package static func resolved(_ bytes: [UInt8]) throws(TrainingDataError) -> [UInt8] {
    guard bytes.contains(UInt8(ascii: "\\")), bytes.allSatisfy({ $0 < 0x80 }) else { return bytes }
    var units: [UInt16] = []
    units.reserveCapacity(bytes.count)
    var backslashes = 0
    var position = 0
    while position < bytes.count {
      let byte = bytes[position]
      let digits = byte == UInt8(ascii: "u") ? 4 : byte == UInt8(ascii: "U") ? 8 : 0
      if digits > 0, backslashes % 2 == 1 {
        guard let scalar = value(bytes[(position + 1)...].prefix(digits), digits) else { throw malformed(bytes[..<position]) }
        units.removeLast()
        if let whole = Unicode.Scalar(scalar) { units += whole.utf16 } else { units.append(UInt16(truncatingIfNeeded: scalar)) }
        position += digits + 1
        backslashes = 0
        continue
      }
      backslashes = byte == UInt8(ascii: "\\") ? backslashes + 1 : 0
      units.append(UInt16(byte))
      position += 1
    }
    // Two escapes may be the halves of one character.
    var decoder = UTF16()
    var iterator = units.makeIterator()
    var result: [UInt8] = []
    while true {
      switch decoder.decode(&iterator) {
      case .scalarValue(let scalar): result += Array(String(Character(scalar)).utf8)
      case .emptyInput: return result
      case .error: throw TrainingDataError("half of a surrogate pair stands by itself")
      }
    }
  }

  private static func value(_ digits: ArraySlice<UInt8>, _ count: Int) -> UInt32? {
    guard digits.count == count, digits.allSatisfy({ isHexadecimal($0) }) else { return nil }
    return UInt32(String(decoding: digits, as: UTF8.self), radix: 16).flatMap { $0 <= 0x10FFFF ? $0 : nil }
  }

  private static func isHexadecimal(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x46, 0x61...0x66: true
    default: false
    }
  }

  private static func malformed(_ before: ArraySlice<UInt8>) -> TrainingDataError {
    TrainingDataError("line \(before.count { $0 == UInt8(ascii: "\n") } + 1): an escape behind a backslash means no character")
  }
}
