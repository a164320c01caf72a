import JSON
public import ModelFormat

/// Finds the entities for which the training data has a pattern or a lookup table of the same name.
///
/// Without patterns it finds nothing.
public struct RegexEntityExtractor: NLUComponent {
  private let patterns: [NamedPattern]

  public static func load(_ node: GraphNode, from model: ModelReader) throws(ModelFormatError) -> RegexEntityExtractor {
    let settings = ComponentSettings(node)
    let isCaseSensitive = try settings.bool("case_sensitive", default: false)
    // Which patterns there are is training's business; the settings are only checked.
    for name in ["use_lookup_tables", "use_regexes", "use_word_boundaries"] { _ = try settings.bool(name, default: true) }
    guard model.isTrained(node) else { return RegexEntityExtractor(patterns: []) }
    return RegexEntityExtractor(
      patterns: try NamedPattern.load("regex.json", of: node, from: model, ignoringCase: !isCaseSensitive))
  }

  public func process(_ message: inout Message) {
    for pattern in patterns {
      var found: [Range<Int>] = []
      message.utf8.withUnsafeBufferPointer { text in
        pattern.pattern.forEachMatch(in: text) { match in
          found.append(match.whole)
          return true
        }
      }
      append(found, as: pattern.name, to: &message)
    }
  }

  /// Adds entities; the matches stand in ascending order, so that code points are counted but once.
  private func append(_ matches: [Range<Int>], as name: String, to message: inout Message) {
    var position = 0
    var codePoint = 0
    for match in matches {
      let start = codePoint + message.utf8.withBytes(position..<match.lowerBound, UTF8Scanning.count)
      let end = start + message.utf8.withBytes(match, UTF8Scanning.count)
      (position, codePoint) = (match.upperBound, end)
      message.entities.append(
        Entity(entity: name, start: start, end: end, value: .string(message.text(in: match)), extractor: "RegexEntityExtractor"))
    }
  }
}
