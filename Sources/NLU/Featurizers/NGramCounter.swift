import Inference

/// Counts the words or runs of characters of a text that are in a vocabulary.
struct NGramCounter: Sendable {
  private let analyzer: CountVectorsSettings.Analyzer
  private let lengths: ClosedRange<Int>
  private let stopWords: ByteVocabulary?
  private let vocabulary: ByteVocabulary

  init(_ settings: CountVectorsSettings, vocabulary: ByteVocabulary) {
    analyzer = settings.analyzer
    lengths = settings.lengths
    stopWords = settings.stopWords
    self.vocabulary = vocabulary
  }

  /// Nothing that is counted spans two words, so the message's counts are the sum of its words'.
  private var isAdditive: Bool { analyzer == .charWithinWords || (analyzer == .word && lengths.upperBound == 1) }

  /// The counts of each part, (parts, vocabulary), and those of the whole text, (1, vocabulary). The parts stand in the text between single spaces.
  func count(_ parts: [Range<Int>], of text: [UInt8]) -> (sequence: SparseMatrix, sentence: SparseMatrix) {
    var sequence = SparseMatrix(columns: vocabulary.count)
    var sentence = SparseMatrix(columns: vocabulary.count)
    var all: [Int32] = []
    var columns: [Int32] = []
    for part in parts {
      columns.removeAll(keepingCapacity: true)
      text.withBytes(part) { count($0, into: &columns) }
      if isAdditive { all.append(contentsOf: columns) }
      append(&columns, to: &sequence)
    }
    if !isAdditive { text.withUnsafeBufferPointer { count($0, into: &all) } }
    append(&all, to: &sentence)
    return (sequence, sentence)
  }

  /// Adds a row: each column once, in ascending order, with the number of times that it was found.
  private func append(_ columns: inout [Int32], to matrix: inout SparseMatrix) {
    columns.sort()
    var index = 0
    while index < columns.count {
      let column = columns[index]
      var end = index + 1
      while end < columns.count, columns[end] == column { end += 1 }
      matrix.append(Float(end - index), column: Int(column))
      index = end
    }
    matrix.endRow()
  }

  private func count(_ text: UnsafeBufferPointer<UInt8>, into columns: inout [Int32]) {
    switch analyzer {
    case .word: countWords(text, into: &columns)
    case .char: countCharacters(text, into: &columns)
    case .charWithinWords: countWithinWords(text, into: &columns)
    }
  }

  // MARK: Words

  /// Words are runs of letters, numbers and underscores.
  private func countWords(_ text: UnsafeBufferPointer<UInt8>, into columns: inout [Int32]) {
    var words: [Range<Int>] = []
    var start: Int?
    UTF8Scanning.forEach(in: text) { scalar, position, _ in
      if ScalarClass(of: scalar).contains(.word) {
        if start == nil { start = position }
      } else if let begun = start {
        words.append(begun..<position)
        start = nil
      }
    }
    if let start { words.append(start..<text.count) }
    if let stopWords { words.removeAll { stopWords.value(of: UnsafeBufferPointer(rebasing: text[$0])) != nil } }
    if lengths.upperBound == 1 {
      for word in words { look(up: UnsafeBufferPointer(rebasing: text[word]), into: &columns) }
    } else {
      countRuns(of: words, in: text, into: &columns)
    }
  }

  /// Runs of words are looked up with single spaces between them, whatever stood there.
  private func countRuns(of words: [Range<Int>], in text: UnsafeBufferPointer<UInt8>, into columns: inout [Int32]) {
    var joined: [UInt8] = []
    var places: [Range<Int>] = []
    for word in words {
      if !places.isEmpty { joined.append(UInt8(ascii: " ")) }
      let start = joined.count
      joined.append(contentsOf: text[word])
      places.append(start..<joined.count)
    }
    joined.withUnsafeBufferPointer { joined in
      for first in places.indices {
        let end = min(places.count, first + lengths.upperBound)
        var last = first + lengths.lowerBound - 1
        while last < end {
          look(up: UnsafeBufferPointer(rebasing: joined[places[first].lowerBound..<places[last].upperBound]), into: &columns)
          last += 1
        }
      }
    }
  }

  private func look(up word: UnsafeBufferPointer<UInt8>, into columns: inout [Int32]) {
    if let column = vocabulary.value(of: word) { columns.append(column) }
  }

  // MARK: Characters

  private func countCharacters(_ text: UnsafeBufferPointer<UInt8>, into columns: inout [Int32]) {
    let collapsed = Self.collapsingSpace(text)
    collapsed.withUnsafeBufferPointer { text in countSlices(of: text, into: &columns) }
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

  /// Every run of characters whose length is wanted.
  private func countSlices(of text: UnsafeBufferPointer<UInt8>, into columns: inout [Int32]) {
    var start = 0
    while start < text.count {
      extend(from: start, in: text, longest: lengths.upperBound, into: &columns)
      start += UTF8Scanning.scalar(at: start, in: text).length
    }
  }

  /// The runs that begin at one place: the hash grows with them.
  @inline(__always)
  private func extend(from start: Int, in text: UnsafeBufferPointer<UInt8>, longest: Int, into columns: inout [Int32]) {
    var hash = ByteVocabulary.emptyHash
    var end = start
    var length = 0
    while end < text.count, length < longest {
      repeat {
        hash = ByteVocabulary.extend(hash, with: text[end])
        end += 1
      } while end < text.count && !UTF8Scanning.isLeading(text[end])
      length += 1
      guard length >= lengths.lowerBound else { continue }
      if let column = vocabulary.value(of: UnsafeBufferPointer(rebasing: text[start..<end]), hash: hash) { columns.append(column) }
    }
  }

  /// Each word stands between two spaces. A word that is not longer than a run is itself the run, once, and longer runs are not tried.
  private func countWithinWords(_ text: UnsafeBufferPointer<UInt8>, into columns: inout [Int32]) {
    var padded: [UInt8] = []
    for word in PythonText.split(text) {
      padded.removeAll(keepingCapacity: true)
      padded.append(UInt8(ascii: " "))
      padded.append(contentsOf: text[word])
      padded.append(UInt8(ascii: " "))
      padded.withUnsafeBufferPointer { word in
        let length = UTF8Scanning.count(word)
        if length < lengths.lowerBound {
          look(up: word, into: &columns)
        } else {
          countSlices(of: word, into: &columns)
        }
      }
    }
  }
}
