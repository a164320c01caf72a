import NLU

/// A pattern of Python's `re`. An input holds a byte of flags, the pattern, a NUL, and the text that is searched.
enum PatternTarget: FuzzTarget {
  static let name = "pattern"

  static func run(_ bytes: [UInt8]) {
    guard let flags = bytes.first else { return }
    let parts = bytes.dropFirst().split(separator: 0, maxSplits: 1, omittingEmptySubsequences: false)
    guard let source = String(validating: parts[0], as: UTF8.self), let pattern = try? PythonPattern(source, ignoringCase: flags & 1 == 1)
    else { return }
    let given = parts.count > 1 ? String(decoding: parts[1], as: UTF8.self) : source
    let text = Array(given.utf8)
    text.withUnsafeBufferPointer { text in
      var end = 0
      var count = 0
      pattern.forEachMatch(in: text) { match in
        precondition(match.whole.lowerBound >= end && match.whole.upperBound <= text.count, "matches overlap or leave the text")
        check(match.whole, in: text)
        if let group = match.group { check(group, in: text) }
        end = match.whole.upperBound
        count += 1
        precondition(count <= 2 * text.count + 2, "there are more matches than places")
        return true
      }
    }
  }

  private static func check(_ range: Range<Int>, in text: UnsafeBufferPointer<UInt8>) {
    for end in [range.lowerBound, range.upperBound] {
      precondition(end == text.count || text[end] & 0xC0 != 0x80, "a match ends within a character")
    }
  }
}
