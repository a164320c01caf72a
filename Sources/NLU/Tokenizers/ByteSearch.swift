/// Finding bytes in bytes in linear time, whatever both hold (Knuth, Morris and Pratt).
enum ByteSearch {
  /// The first place at or after `start` where `needle` stands in `text`.
  static func first(_ needle: UnsafeBufferPointer<UInt8>, in text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    guard let initial = needle.first else { return start <= text.count ? start : nil }
    if start + needle.count <= text.count, text[start] == initial, isEqual(needle, text, at: start) { return start }
    let fallbacks = fallbacks(of: needle)
    var matched = 0
    var position = start
    while position < text.count {
      while matched > 0, needle[matched] != text[position] { matched = fallbacks[matched - 1] }
      if needle[matched] == text[position] { matched += 1 }
      position += 1
      if matched == needle.count { return position - matched }
    }
    return nil
  }

  private static func isEqual(_ needle: UnsafeBufferPointer<UInt8>, _ text: UnsafeBufferPointer<UInt8>, at start: Int) -> Bool {
    for index in 0..<needle.count where needle[index] != text[start + index] { return false }
    return true
  }

  /// For each prefix, the length of the longest shorter prefix that it ends with.
  private static func fallbacks(of needle: UnsafeBufferPointer<UInt8>) -> [Int] {
    var fallbacks = [Int](repeating: 0, count: needle.count)
    var matched = 0
    for index in 1..<max(needle.count, 1) {
      while matched > 0, needle[matched] != needle[index] { matched = fallbacks[matched - 1] }
      if needle[matched] == needle[index] { matched += 1 }
      fallbacks[index] = matched
    }
    return fallbacks
  }
}
