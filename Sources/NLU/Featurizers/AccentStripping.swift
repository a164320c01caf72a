/// How accents are taken off letters before they are counted.
enum AccentStripping: String, Sendable {
  /// Letters are decomposed, and what is not ASCII then is dropped.
  case ascii
  /// Letters are decomposed, and marks that combine with a letter are dropped.
  case unicode

  /// Appends the text without accents.
  func strip(_ bytes: UnsafeBufferPointer<UInt8>, into result: inout [UInt8]) {
    let table = AccentTable.shared
    UTF8Scanning.forEach(in: bytes) { scalar, _, _ in
      if scalar < 0x80 { return result.append(UInt8(truncatingIfNeeded: scalar)) }
      table.forEachTarget(of: scalar) { target in
        if self == .unicode || target < 0x80 { UTF8Scanning.append(target, to: &result) }
      }
    }
  }
}
