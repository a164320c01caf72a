/// Finds the runs of characters of a text that are in a vocabulary, while the vocabulary's tree is at hand.
struct CharacterCounter {
  private let vocabulary: NGramTrie.Nodes
  /// How many characters a run has.
  private let lengths: ClosedRange<Int>

  init(_ vocabulary: NGramTrie.Nodes, lengths: ClosedRange<Int>) {
    self.vocabulary = vocabulary
    self.lengths = lengths
  }

  /// Counts the runs of a text, in which two and more spaces are one.
  func count(_ text: UnsafeBufferPointer<UInt8>, into tally: inout RowTally) {
    if !Self.hasDoubleSpace(text) { return countRuns(of: text, into: &tally) }
    Self.collapsingSpace(text).withUnsafeBufferPointer { countRuns(of: $0, into: &tally) }
  }

  /// Counts the runs within each word of a text, between two spaces.
  /// - Parameters:
  ///   - part: the place of the text, before and after which stands a space.
  ///   - text: what the place is in.
  func countWithinWords(of part: Range<Int>, in text: UnsafeBufferPointer<UInt8>, into tally: inout RowTally) {
    let words = UnsafeBufferPointer(rebasing: text[part])
    if part.isEmpty { return }
    if !Self.hasSpace(words) {
      return countPadded(UnsafeBufferPointer(rebasing: text[part.lowerBound - 1..<part.upperBound + 1]), into: &tally)
    }
    for word in PythonText.split(words) {
      var padded: [UInt8] = [UInt8(ascii: " ")]
      padded.append(contentsOf: words[word])
      padded.append(UInt8(ascii: " "))
      padded.withUnsafeBufferPointer { countPadded($0, into: &tally) }
    }
  }

  /// A word that is not longer than a run is itself the run, once, and longer runs are not tried.
  private func countPadded(_ word: UnsafeBufferPointer<UInt8>, into tally: inout RowTally) {
    if lengths.lowerBound > 3, UTF8Scanning.count(word) < lengths.lowerBound {
      if let column = vocabulary.value(of: word) { tally.add(column) }
    } else {
      countRuns(of: word, into: &tally)
    }
  }

  private func countRuns(of text: UnsafeBufferPointer<UInt8>, into tally: inout RowTally) {
    var start = 0
    while start < text.count {
      vocabulary.forEachRun(from: start, in: text, lengths: lengths) { tally.add($0) }
      repeat { start += 1 } while start < text.count && !UTF8Scanning.isLeading(text[start])
    }
  }

  private static func hasSpace(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var position = 0
    while position < text.count {
      let (scalar, length) = UTF8Scanning.scalar(at: position, in: text)
      if scalar <= 0x20 || scalar >= 0x80, ScalarClass(of: scalar).contains(.space) { return true }
      position += length
    }
    return false
  }

  private static func hasDoubleSpace(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var isAfterSpace = false
    var position = 0
    while position < text.count {
      let (scalar, length) = UTF8Scanning.scalar(at: position, in: text)
      let isSpace = (scalar <= 0x20 || scalar >= 0x80) && ScalarClass(of: scalar).contains(.space)
      if isSpace, isAfterSpace { return true }
      isAfterSpace = isSpace
      position += length
    }
    return false
  }

  /// Two and more spaces become one; a single one stays what it is.
  private static func collapsingSpace(_ text: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(text.count)
    var lastSpace: (position: Int, count: Int) = (0, 0)
    UTF8Scanning.forEach(in: text) { scalar, position, length in
      guard ScalarClass(of: scalar).contains(.space) else {
        lastSpace.count = 0
        return result.append(contentsOf: text[position..<position + length])
      }
      lastSpace.count += 1
      if lastSpace.count == 1 {
        lastSpace.position = result.count
        result.append(contentsOf: text[position..<position + length])
      } else if lastSpace.count == 2 {
        result.replaceSubrange(lastSpace.position..., with: CollectionOfOne(UInt8(ascii: " ")))
      }
    }
    return result
  }
}
