import JSON
public import ModelFormat

/// Splits messages at white space and punctuation, and splits the words further where the pipeline gives a `token_pattern`. Names it
/// splits at a symbol, where it is told to.
public struct WhitespaceTokenizer: NLUComponent {
  private let pattern: PythonPattern?
  private let names: NameSplitting

  public static func load(_ node: GraphNode, from model: ModelReader) throws(ModelFormatError) -> WhitespaceTokenizer {
    let settings = ComponentSettings(node)
    let names = try NameSplitting(settings)
    guard let source = try settings.string("token_pattern"), !source.isEmpty else { return WhitespaceTokenizer(pattern: nil, names: names) }
    let pattern: PythonPattern
    do { pattern = try PythonPattern(source) } catch { throw settings.error("token_pattern", "cannot be used: \(error)") }
    guard pattern.groups <= 1 else { throw settings.error("token_pattern", "has more than one group") }
    return WhitespaceTokenizer(pattern: pattern, names: names)
  }

  public func process(_ message: inout Message) {
    message.tokens = message.attribute.isName ? names.tokens(of: message.utf8) : tokens(of: message.utf8)
  }

  /// The words of a text.
  package func tokens(of text: [UInt8]) -> [Token] {
    text.withUnsafeBufferPointer { bytes in
      var placement = TokenPlacement(in: bytes)
      var tokens: [Token] = []
      tokens.reserveCapacity(bytes.count / 5 + 2)
      WordScanner.forEachWord(of: bytes) { word, codePoints in
        if let token = placement.place(word, codePoints: codePoints) { tokens.append(token) }
      }
      guard let pattern else { return tokens }
      return tokens.flatMap { split($0, of: bytes, by: pattern) }
    }
  }

  /// Cuts a word into what the pattern finds in it, or in its group where it has one; a word without any stays whole.
  private func split(_ token: Token, of text: UnsafeBufferPointer<UInt8>, by pattern: PythonPattern) -> [Token] {
    let word = UnsafeBufferPointer(rebasing: text[token.bytes])
    var parts: [Range<Int>] = []
    pattern.forEachMatch(in: word) { match in
      let part = pattern.groups == 1 ? match.group ?? 0..<0 : match.whole
      if !part.isEmpty { parts.append(part.lowerBound + token.bytes.lowerBound..<part.upperBound + token.bytes.lowerBound) }
      return true
    }
    if parts.isEmpty { return [token] }
    var placement = TokenPlacement(in: text, from: token.bytes.lowerBound, codePoint: token.start)
    return parts.compactMap { placement.place($0, lemma: token.lemma) }
  }
}
