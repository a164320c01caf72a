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

  /// `text.islower()`: there are cased letters, all of them small.
  static func isLower(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool { isAll(.lower, without: [.upper, .title], in: bytes) }

  /// `text.isupper()`: there are cased letters, all of them capital.
  static func isUpper(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool { isAll(.upper, without: [.lower, .title], in: bytes) }

  private static func isAll(_ wanted: ScalarClass, without unwanted: ScalarClass, in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var isFound = false
    var position = 0
    while position < bytes.count {
      let (scalar, length) = UTF8Scanning.scalar(at: position, in: bytes)
      let kind = ScalarClass(of: scalar)
      if !kind.isDisjoint(with: unwanted) { return false }
      if kind.contains(wanted) { isFound = true }
      position += length
    }
    return isFound
  }

  /// `text.istitle()`: capitals stand at the start of words and nowhere else.
  static func isTitle(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var isFound = false
    var isAfterCased = false
    var position = 0
    while position < bytes.count {
      let (scalar, length) = UTF8Scanning.scalar(at: position, in: bytes)
      let kind = ScalarClass(of: scalar)
      if !kind.isDisjoint(with: [.upper, .title]) {
        if isAfterCased { return false }
        isAfterCased = true
        isFound = true
      } else if kind.contains(.lower) {
        if !isAfterCased { return false }
        isFound = true
      } else {
        isAfterCased = false
      }
      position += length
    }
    return isFound
  }

  /// `text.isdigit()`: every code point is a digit, and there is one.
  static func isDigit(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var position = 0
    while position < bytes.count {
      let (scalar, length) = UTF8Scanning.scalar(at: position, in: bytes)
      guard ScalarClass(of: scalar).contains(.digit) else { return false }
      position += length
    }
    return !bytes.isEmpty
  }
}
