/// How accents are taken off letters before they are counted.
enum AccentStripping: String, Sendable {
  /// Letters are decomposed, and what is not ASCII then is dropped.
  case ascii
  /// Letters are decomposed, and marks that combine with a letter are dropped.
  case unicode

  /// Appends the text without accents.
  func strip(_ bytes: UnsafeBufferPointer<UInt8>, into result: inout [UInt8]) {
    UTF8Scanning.forEach(in: bytes) { scalar, position, length in
      if scalar < 0x80 {
        result.append(UInt8(truncatingIfNeeded: scalar))
      } else {
        result.append(contentsOf: bytes[position..<position + length])
      }
    }
  }
}
