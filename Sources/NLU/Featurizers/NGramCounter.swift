import Inference

/// Counts the words or runs of characters of a text that are in a vocabulary.
struct NGramCounter: Sendable {
  private enum Counter {
    case words(WordCounter)
    case characters(CharacterCounter)
    case charactersWithinWords(CharacterCounter)
  }

  private let counter: Counter
  private let columns: Int
  /// Nothing that is counted spans two words, so the message's counts are the sum of its words'.
  private let isAdditive: Bool

  /// - Parameter vocabulary: what is counted, each in its column.
  init(_ settings: CountVectorsSettings, vocabulary: [(word: String, value: Int32)], stopWords: ByteVocabulary?) {
    columns = vocabulary.count
    switch settings.analyzer {
    case .word:
      counter = .words(WordCounter(ByteVocabulary(vocabulary), lengths: settings.lengths, stopWords: stopWords))
      isAdditive = settings.lengths.upperBound == 1
    case .char:
      counter = .characters(CharacterCounter(NGramTrie(vocabulary), lengths: settings.lengths))
      isAdditive = false
    case .charWithinWords:
      counter = .charactersWithinWords(CharacterCounter(NGramTrie(vocabulary), lengths: settings.lengths))
      isAdditive = true
    }
  }

  /// The counts of each word, (words, vocabulary), and those of the whole text, (1, vocabulary).
  func count(_ text: CountedText) -> (sequence: SparseMatrix, sentence: SparseMatrix) {
    text.bytes.withUnsafeBufferPointer { bytes in
      var tally = RowTally(columns: columns, rows: text.words.count, cells: expectedCells(text))
      for word in text.words {
        count(word, of: bytes, into: &tally)
        tally.endRow()
      }
      let (sequence, sum) = tally.finish()
      if isAdditive { return (sequence, sum) }
      var whole = RowTally(columns: columns, rows: 1, cells: expectedCells(text))
      count(text.whole, of: bytes, into: &whole)
      whole.endRow()
      return (sequence, whole.finish().total)
    }
  }

  /// A guess that spares most messages a second request for memory.
  private func expectedCells(_ text: CountedText) -> Int {
    if case .words = counter { return text.words.count }
    return text.bytes.count * 2
  }

  @inline(__always)
  private func count(_ part: Range<Int>, of text: UnsafeBufferPointer<UInt8>, into tally: inout RowTally) {
    switch counter {
    case .words(let counter): counter.count(UnsafeBufferPointer(rebasing: text[part]), into: &tally)
    case .characters(let counter): counter.count(UnsafeBufferPointer(rebasing: text[part]), into: &tally)
    case .charactersWithinWords(let counter): counter.countWithinWords(of: part, in: text, into: &tally)
    }
  }
}
