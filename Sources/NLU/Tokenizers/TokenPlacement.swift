/// Finds words again in the text that they came from, each after the one before, as Rasa places its tokens.
///
/// A word may be found before the place where it was cut out, when what was dropped in between holds the same characters.
struct TokenPlacement {
  private let text: UnsafeBufferPointer<UInt8>
  /// Where the search for the next word begins, in bytes and in code points.
  private var position: Int
  private var codePoint: Int

  /// - Parameters:
  ///   - position: where to begin, in bytes.
  ///   - codePoint: the same place in code points.
  init(in text: UnsafeBufferPointer<UInt8>, from position: Int = 0, codePoint: Int = 0) {
    self.text = text
    self.position = position
    self.codePoint = codePoint
  }

  /// The token of a word; `nil` when the word does not stand in the rest of the text.
  mutating func place(_ word: Range<Int>, lemma: Range<Int>? = nil) -> Token? {
    let needle = UnsafeBufferPointer(rebasing: text[word])
    guard let start = ByteSearch.first(needle, in: text, from: position) else { return nil }
    let startPoint = codePoint + UTF8Scanning.count(UnsafeBufferPointer(rebasing: text[position..<start]))
    let endPoint = startPoint + UTF8Scanning.count(needle)
    position = start + needle.count
    codePoint = endPoint
    return Token(bytes: start..<position, start: startPoint, end: endPoint, lemma: lemma)
  }

  /// The token of a word that was cut out at a known place.
  /// - Parameter codePoints: the place in code points.
  mutating func place(_ word: Range<Int>, codePoints: Range<Int>) -> Token? {
    // Nowhere in what was dropped does the word begin.
    guard position <= word.lowerBound, !word.isEmpty, !text[position..<word.lowerBound].contains(text[word.lowerBound]) else {
      return place(word)
    }
    position = word.upperBound
    codePoint = codePoints.upperBound
    return Token(bytes: word, start: codePoints.lowerBound, end: codePoints.upperBound)
  }
}
