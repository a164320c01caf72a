internal import NLU

/// Reads a number of a query as Python's `float` does: with white space around it and underscores between its digits, and never in hexadecimal.
enum QueryNumber {
  static func value(of text: some StringProtocol) -> Double? {
    let bytes = Array(PythonText.strip(String(text)).utf8)
    var digits: [UInt8] = []
    for (index, byte) in bytes.enumerated() {
      if byte == UInt8(ascii: "_") {
        guard index > 0, index + 1 < bytes.count, isDigit(bytes[index - 1]), isDigit(bytes[index + 1]) else { return nil }
      } else {
        guard byte | 0x20 != UInt8(ascii: "x") else { return nil }
        digits.append(byte)
      }
    }
    return Double(String(decoding: digits, as: UTF8.self))
  }

  private static func isDigit(_ byte: UInt8) -> Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte }
}
