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
    guard !patterns.isEmpty, !message.utf8.isEmpty, let tokens = message.tokens, !tokens.isEmpty else { return }
    var found: [[Int]] = Array(repeating: [], count: tokens.count)
    var sentence = SparseMatrix(columns: patterns.count)
    for (column, pattern) in patterns.enumerated() {
      var isFound = false
      message.utf8.withUnsafeBufferPointer { text in
        pattern.forEachMatch(in: text) { match in
          mark(match.whole, of: tokens, column, in: &found, &isFound)
          return true
        }
      }
      if isFound { sentence.append(1, column: column) }
    }
    sentence.endRow()
    var sequence = SparseMatrix(columns: patterns.count)
    for columns in found {
      for column in columns { sequence.append(1, column: column) }
      sequence.endRow()
    }
    message.features.append(Features(origin: name, sequence: sequence, sentence: sentence, patternNames: patternNames))
  }

  /// Marks the words that a match touches. Words stand in ascending order, and matches are found in it.
  private func mark(_ match: Range<Int>, of tokens: [Token], _ column: Int, in found: inout [[Int]], _ isFound: inout Bool) {
    var low = 0
    var high = tokens.count
    while low < high {
      let middle = (low + high) / 2
      if tokens[middle].bytes.upperBound > match.lowerBound { high = middle } else { low = middle + 1 }
    }
    while low < tokens.count, tokens[low].bytes.lowerBound < match.upperBound {
      isFound = true
      if found[low].last != column { found[low].append(column) }
      low += 1
    }
  }
}
