/// Python's `str` methods on UTF-8, as far as a pipeline needs them.
package enum PythonText {
  /// `text.strip()`.
  package static func strip(_ text: String) -> String {
    let bytes = Array(text.utf8)
    let kept = bytes.withUnsafeBufferPointer(strip)
    return kept.count == bytes.count ? text : String(decoding: bytes[kept], as: UTF8.self)
  }

  /// What `strip()` leaves of the bytes.
  static func strip(_ bytes: UnsafeBufferPointer<UInt8>) -> Range<Int> {
    var start = 0
    while start < bytes.count {
      let (scalar, length) = UTF8Scanning.scalar(at: start, in: bytes)
      guard ScalarClass(of: scalar).contains(.space) else { break }
      start += length
    }
    var end = bytes.count
    while end > start {
      var last = end - 1
      while last > start, !UTF8Scanning.isLeading(bytes[last]) { last -= 1 }
      guard ScalarClass(of: UTF8Scanning.scalar(at: last, in: bytes).value).contains(.space) else { break }
      end = last
    }
    return start..<end
  }

  /// `text.split()`: the parts between white space.
  static func split(_ bytes: UnsafeBufferPointer<UInt8>) -> [Range<Int>] {
    var parts: [Range<Int>] = []
    var start: Int?
    UTF8Scanning.forEach(in: bytes) { scalar, position, _ in
      if ScalarClass(of: scalar).contains(.space) {
        if let begun = start { parts.append(begun..<position) }
        start = nil
      } else if start == nil {
        start = position
      }
    }
    if let start { parts.append(start..<bytes.count) }
    return parts
  }
}
