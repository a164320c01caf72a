/// Puts one word in the place of every number, so that all numbers count as the same.
enum NumberReplacement {
  private static let replacement = Array("__NUMBER__".utf8)

  /// The bytes with each run of ASCII digits that makes a word of its own replaced; `nil` when there is none, which is the rule.
  static func apply(to bytes: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
    guard bytes.contains(where: isDigit) else { return nil }
    var result: [UInt8] = []
    var isReplaced = false
    var position = 0
    var isAfterWord = false
    while position < bytes.count {
      var end = position
      while end < bytes.count, isDigit(bytes[end]) { end += 1 }
      if end > position {
        let isWhole = !isAfterWord && !isWord(at: end, in: bytes)
        result.append(contentsOf: isWhole ? replacement[...] : Array(bytes[position..<end])[...])
        isReplaced = isReplaced || isWhole
        isAfterWord = true
        position = end
        continue
      }
      let (scalar, length) = UTF8Scanning.scalar(at: position, in: bytes)
      result.append(contentsOf: bytes[position..<position + length])
      isAfterWord = ScalarClass(of: scalar).contains(.word)
      position += length
    }
    return isReplaced ? result : nil
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  private static func isWord(at position: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    position < bytes.count && ScalarClass(of: UTF8Scanning.scalar(at: position, in: bytes).value).contains(.word)
  }
}
