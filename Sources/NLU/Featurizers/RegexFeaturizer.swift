import Inference
public import ModelFormat

/// Tells of each word which of the training data's patterns and lookup tables it is part of, and of the message which it has.
///
/// Without patterns it says nothing, and nothing of an empty message.
public struct RegexFeaturizer: NLUComponent {
  private let name: String
  private let patterns: [PythonPattern]
  /// In UTF-8.
  private let patternNames: [[UInt8]]

  public static func load(_ node: GraphNode, from model: ModelReader) throws(ModelFormatError) -> RegexFeaturizer {
    let settings = ComponentSettings(node)
    let isCaseSensitive = try settings.bool("case_sensitive", default: true)
    // Which patterns there are is training's business; the settings are only checked.
    for name in ["use_lookup_tables", "use_regexes", "use_word_boundaries"] { _ = try settings.bool(name, default: true) }
    let patterns =
      model.isTrained(node) ? try NamedPattern.load("patterns.json", of: node, from: model, ignoringCase: !isCaseSensitive) : []
    return RegexFeaturizer(
      name: try settings.featurizerName(), patterns: patterns.map(\.pattern), patternNames: patterns.map { Array($0.name.utf8) })
  }

  public func process(_ message: inout Message) {
    // Rasa looks for patterns in the bot's words when it trains, and forgets to afterwards.
    guard message.attribute == .text, !patterns.isEmpty, !message.utf8.isEmpty, let tokens = message.tokens, !tokens.isEmpty else { return }
    var found: [Int32] = []
    /// How many patterns each word is part of.
    var counts = [Int32](repeating: 0, count: tokens.count)
    /// The words that each pattern is found in, pattern by pattern, and where those of each pattern end.
    var words: [Int32] = []
    var ends: [Int] = []
    for column in patterns.indices {
      let start = words.count
      message.utf8.withUnsafeBufferPointer { text in
        patterns[column].forEachMatch(in: text) { match in
          Self.forEachToken(touching: match.whole, of: tokens) { word in
            // Matches come from left to right, so a word that two of them touch is the last one.
            if words.count == start || words[words.count - 1] != word {
              words.append(word)
              counts[Int(word)] += 1
            }
          }
          return true
        }
      }
      if words.count > start { found.append(Int32(truncatingIfNeeded: column)) }
      ends.append(words.count)
    }
    let sequence = matrix(words, ends: ends, counts: counts)
    let sentence = SparseMatrix(
      columns: patterns.count, rowOffsets: [0, Int32(truncatingIfNeeded: found.count)], indices: found,
      values: Array(repeating: 1, count: found.count))
    message.features.append(Features(origin: name, sequence: sequence, sentence: sentence, patternNames: patternNames))
  }

  /// Sorts what was found pattern by pattern into a row for each word.
  private func matrix(_ words: [Int32], ends: [Int], counts: [Int32]) -> SparseMatrix {
    var rowOffsets: [Int32] = [0]
    rowOffsets.reserveCapacity(counts.count + 1)
    for count in counts { rowOffsets.append(rowOffsets[rowOffsets.count - 1] + count) }
    var next = rowOffsets
    var indices = [Int32](repeating: 0, count: words.count)
    var start = 0
    for (column, end) in ends.enumerated() {
      for word in words[start..<end] {
        indices[Int(next[Int(word)])] = Int32(truncatingIfNeeded: column)
        next[Int(word)] += 1
      }
      start = end
    }
    return SparseMatrix(
      columns: patterns.count, rowOffsets: rowOffsets, indices: indices, values: Array(repeating: 1, count: indices.count))
  }

  /// Calls `body` with the place of each word that a match touches. Words stand in ascending order.
  private static func forEachToken(touching match: Range<Int>, of tokens: [Token], _ body: (Int32) -> Void) {
    var low = 0
    var high = tokens.count
    while low < high {
      let middle = (low + high) / 2
      if tokens[middle].bytes.upperBound > match.lowerBound { high = middle } else { low = middle + 1 }
    }
    while low < tokens.count, tokens[low].bytes.lowerBound < match.upperBound {
      body(Int32(truncatingIfNeeded: low))
      low += 1
    }
  }
}
