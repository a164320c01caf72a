/// A place in a pattern.
struct PatternReader {
  private let scalars: [Unicode.Scalar]
  /// The index of the next code point.
  var position = 0

  init(_ pattern: String) { scalars = Array(pattern.unicodeScalars) }

  var isAtEnd: Bool { position >= scalars.count }

  /// The next code point, `nil` at the end.
  var peek: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

  mutating func advance() { position += 1 }

  mutating func next() -> Unicode.Scalar? {
    guard let next = peek else { return nil }
    position += 1
    return next
  }

  /// Steps over that code point if it is the next.
  mutating func skip(_ expected: Unicode.Scalar) -> Bool {
    guard peek == expected else { return false }
    position += 1
    return true
  }

  /// Reads the code points that satisfy a condition, at most so many.
  mutating func read(atMost limit: Int = .max, while isWanted: (Unicode.Scalar) -> Bool) -> String {
    var text = String.UnicodeScalarView()
    let start = position
    while position - start < limit, let next = peek, isWanted(next) {
      text.append(next)
      position += 1
    }
    return String(text)
  }

  mutating func digits() -> String { read { ("0"..."9").contains($0) } }

  /// Reads up to a closing character, which is stepped over; `nil` when there is none.
  mutating func read(upTo end: Unicode.Scalar) -> String? {
    let text = read { $0 != end }
    return skip(end) ? text : nil
  }

  /// The error that Python would refuse the pattern.
  func refused(_ reason: String, at position: Int? = nil) -> PatternError {
    .refused(reason: reason, offset: position ?? self.position)
  }
}
