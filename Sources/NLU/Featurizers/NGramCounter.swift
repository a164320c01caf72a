import Inference

/// Counts the words or runs of characters of a text that are in a vocabulary.
struct NGramCounter: Sendable {
  private enum Vocabulary {
    case words(WordCounter)
    case characters(NGramTrie)
    case charactersWithinWords(NGramTrie)
  }

  private let vocabulary: Vocabulary
  private let lengths: ClosedRange<Int>
  private let columns: Int

  /// - Parameter vocabulary: what is counted, each in its column.
  init(_ settings: CountVectorsSettings, vocabulary: [(word: String, value: Int32)], stopWords: ByteVocabulary?) {
    columns = vocabulary.count
    lengths = settings.lengths
    switch settings.analyzer {
    case .word: self.vocabulary = .words(WordCounter(ByteVocabulary(vocabulary), lengths: settings.lengths, stopWords: stopWords))
    case .char: self.vocabulary = .characters(NGramTrie(vocabulary))
    case .charWithinWords: self.vocabulary = .charactersWithinWords(NGramTrie(vocabulary))
    }
  }

  /// The counts of each word, (words, vocabulary), and those of the whole text, (1, vocabulary).
  func count(_ text: CountedText) -> (sequence: SparseMatrix, sentence: SparseMatrix) {
    var tally = RowTally(columns: columns, rows: text.words.count, cells: expectedCells(text))
    count(text.words, of: text, into: &tally)
    if isAdditive { return (tally.rows(), tally.total()) }
    var whole = RowTally(columns: columns, rows: 1, cells: expectedCells(text))
    count([text.whole], of: text, into: &whole)
    return (tally.rows(), whole.rows())
  }

  /// Nothing that is counted spans two words, so the message's counts are the sum of its words'.
  private var isAdditive: Bool {
    switch vocabulary {
    case .words: lengths.upperBound == 1
    case .characters: false
    case .charactersWithinWords: true
    }
  }

  /// A guess that spares most messages a second request for memory.
  private func expectedCells(_ text: CountedText) -> Int {
    if case .words = vocabulary { return text.words.count }
    return min(text.bytes.count * 3, Self.largestGuess)
  }

  /// Words that a pattern cut out of one are all counted as the whole, and can make a text of any length.
  private static let largestGuess = 1 << 16

  /// Counts each part of a text in a row of its own.
  private func count(_ parts: [Range<Int>], of text: CountedText, into tally: inout RowTally) {
    text.bytes.withUnsafeBufferPointer { bytes in
      switch vocabulary {
      case .words(let counter):
        for part in parts {
          counter.count(UnsafeBufferPointer(rebasing: bytes[part]), into: &tally)
          tally.endRow()
        }
      case .characters(let trie):
        trie.withNodes { nodes in
          let counter = CharacterCounter(nodes, lengths: lengths)
          for part in parts {
            counter.count(UnsafeBufferPointer(rebasing: bytes[part]), into: &tally)
            tally.endRow()
          }
        }
      case .charactersWithinWords(let trie):
        trie.withNodes { nodes in
          let counter = CharacterCounter(nodes, lengths: lengths)
          for part in parts {
            counter.countWithinWords(of: part, in: bytes, into: &tally)
            tally.endRow()
          }
        }
      }
    }
  }
}
