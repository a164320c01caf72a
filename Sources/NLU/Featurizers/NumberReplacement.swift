/// Puts one word in the place of every number, so that all numbers count as the same.
enum NumberReplacement {
  private static let replacement = Array("__NUMBER__".utf8)

  /// Appends the bytes with each run of ASCII digits replaced that makes a word of its own.
  static func apply(to bytes: UnsafeBufferPointer<UInt8>, into result: inout [UInt8]) {
    var position = 0
    var isAfterWord = false
    while position < bytes.count {
      var end = position
      while end < bytes.count, isDigit(bytes[end]) { end += 1 }
      if end > position {
        let isWhole = !isAfterWord && !isWord(at: end, in: bytes)
        if isWhole { result.append(contentsOf: replacement) } else { result.append(contentsOf: bytes[position..<end]) }
        isAfterWord = true
      } else {
        let (scalar, length) = UTF8Scanning.scalar(at: position, in: bytes)
        end = position + length
        result.append(contentsOf: bytes[position..<end])
        isAfterWord = ScalarClass(of: scalar).contains(.word)
      }
      position = end
    }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  private static func isWord(at position: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    position < bytes.count && ScalarClass(of: UTF8Scanning.scalar(at: position, in: bytes).value).contains(.word)
  }
}
