/// Finds the words of a text, and runs of words, that are in a vocabulary. A word is a run of letters, numbers and underscores.
struct WordCounter: Sendable {
  private let vocabulary: ByteVocabulary
  /// Words that count as if they were not there.
  private let stopWords: ByteVocabulary?
  /// How many words a run has.
  private let lengths: ClosedRange<Int>

  init(_ vocabulary: ByteVocabulary, lengths: ClosedRange<Int>, stopWords: ByteVocabulary?) {
    self.vocabulary = vocabulary
    self.lengths = lengths
    self.stopWords = stopWords
  }

  /// Counts what is found in the row that is being written.
  func count(_ text: UnsafeBufferPointer<UInt8>, into tally: inout RowTally) {
    if lengths.upperBound == 1 { return countWords(text, into: &tally) }
    // Runs of words are looked up with single spaces between them, whatever stood there.
    var joined: [UInt8] = []
    var places: [Range<Int>] = []
    joined.reserveCapacity(text.count)
    forEachWord(in: text) { word in
      if !places.isEmpty { joined.append(UInt8(ascii: " ")) }
      let start = joined.count
      joined.append(contentsOf: word)
      places.append(start..<joined.count)
    }
    joined.withUnsafeBufferPointer { countRuns(of: places, in: $0, into: &tally) }
  }

  private func countWords(_ text: UnsafeBufferPointer<UInt8>, into tally: inout RowTally) {
    forEachWord(in: text) { word in
      if let column = vocabulary.value(of: word) { tally.add(column) }
    }
  }

  private func countRuns(of places: [Range<Int>], in joined: UnsafeBufferPointer<UInt8>, into tally: inout RowTally) {
    for first in places.indices {
      let end = min(places.count, first + lengths.upperBound)
      var last = first + lengths.lowerBound - 1
      while last < end {
        let run = joined[places[first].lowerBound..<places[last].upperBound]
        if let column = vocabulary.value(of: UnsafeBufferPointer(rebasing: run)) { tally.add(column) }
        last += 1
      }
    }
  }

  @inline(__always)
  private func forEachWord(in text: UnsafeBufferPointer<UInt8>, _ body: (UnsafeBufferPointer<UInt8>) -> Void) {
    func end(_ word: Range<Int>) {
      let word = UnsafeBufferPointer(rebasing: text[word])
      if stopWords?.value(of: word) == nil { body(word) }
    }
    var start = -1
    UTF8Scanning.forEach(in: text) { scalar, position, _ in
      if ScalarClass(of: scalar).contains(.word) {
        if start < 0 { start = position }
      } else if start >= 0 {
        end(start..<position)
        start = -1
      }
    }
    if start >= 0 { end(start..<text.count) }
  }
}
