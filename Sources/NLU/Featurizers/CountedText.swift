/// A message's words as a vocabulary has them: numbers replaced, in small letters and without accents where the settings say so.
struct CountedText {
  /// The words between single spaces, with a space before the first and after the last.
  private(set) var bytes: [UInt8] = [UInt8(ascii: " ")]
  /// Where each word stands.
  private(set) var words: [Range<Int>] = []

  /// Where all words together stand.
  var whole: Range<Int> { 1..<bytes.count - 1 }

  init(_ message: Message, _ tokens: [Token], _ settings: CountVectorsSettings, _ unknown: UnknownWords) {
    bytes.reserveCapacity(message.utf8.count + tokens.count + 16)
    words.reserveCapacity(tokens.count)
    message.utf8.withUnsafeBufferPointer { text in
      for token in tokens {
        let start = bytes.count
        let word = UnsafeBufferPointer(rebasing: text[settings.usesLemma ? token.lemma : token.bytes])
        if unknown.isEmpty, Self.isPlain(word) {
          bytes.append(contentsOf: word)
          if settings.lowercase { lower(from: start) }
        } else {
          append(word, settings, unknown, isName: message.attribute.isName)
        }
        words.append(start..<bytes.count)
        bytes.append(UInt8(ascii: " "))
      }
    }
  }

  /// Whether nothing but the case of a word can change: it has only ASCII, and no digits.
  private static func isPlain(_ word: UnsafeBufferPointer<UInt8>) -> Bool {
    var isPlain = true
    for byte in word where byte >= 0x80 || byte &- 0x30 < 10 { isPlain = false }
    return isPlain
  }

  private mutating func lower(from start: Int) {
    for position in start..<bytes.count where bytes[position] &- 0x41 < 26 { bytes[position] |= 0x20 }
  }

  /// - Parameter isName: the word is looked up as it stands, and only then in small letters.
  private mutating func append(
    _ word: UnsafeBufferPointer<UInt8>, _ settings: CountVectorsSettings, _ unknown: UnknownWords, isName: Bool
  ) {
    var cased: [UInt8] = []
    if isName {
      let replacement = unknown.replacement(of: Array(word))
      (replacement ?? Array(word)).withUnsafeBufferPointer { Self.lower($0, settings, into: &cased) }
    } else {
      var numbered: [UInt8] = []
      NumberReplacement.apply(to: word, into: &numbered)
      numbered.withUnsafeBufferPointer { Self.lower($0, settings, into: &cased) }
      if let replacement = unknown.replacement(of: cased) { cased = replacement }
    }
    guard let accents = settings.accents else { return bytes.append(contentsOf: cased) }
    cased.withUnsafeBufferPointer { accents.strip($0, into: &bytes) }
  }

  private static func lower(_ word: UnsafeBufferPointer<UInt8>, _ settings: CountVectorsSettings, into result: inout [UInt8]) {
    if settings.lowercase { PythonText.lower(word, into: &result) } else { result.append(contentsOf: word) }
  }
}
