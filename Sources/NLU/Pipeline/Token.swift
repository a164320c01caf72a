/// A word of a message: a slice of its text, in bytes for our own work and in code points for the answer.
public struct Token: Sendable, Equatable {
  /// Where the word stands in the message's UTF-8.
  public let bytes: Range<Int>
  /// The first code point, counted from the start of the message.
  public let start: Int
  /// One past the last code point.
  public let end: Int
  /// What the word counts as for featurizers that count words: a word that a `token_pattern` cut out counts as the whole that it was cut from.
  public let lemma: Range<Int>

  public init(bytes: Range<Int>, start: Int, end: Int, lemma: Range<Int>? = nil) {
    self.bytes = bytes
    self.lemma = lemma ?? bytes
    self.start = start
    self.end = end
  }
}
