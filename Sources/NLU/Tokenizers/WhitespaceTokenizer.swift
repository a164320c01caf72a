public import ModelFormat

import JSON

/// Splits messages at white space and punctuation, and splits the words further where the pipeline gives a `token_pattern`.
///
/// Its other settings only concern the names of intents, which training splits.
public struct WhitespaceTokenizer: NLUComponent {

  public static func load(_ node: GraphNode, from model: ModelReader) throws(ModelFormatError) -> WhitespaceTokenizer {
    let settings = ComponentSettings(node)
    _ = try settings.bool("intent_tokenization_flag", default: false)
    _ = try settings.string("intent_split_symbol")
    _ = try settings.string("prefix_separator_symbol")
    return WhitespaceTokenizer()
  }

  public func process(_ message: inout Message) { message.tokens = tokens(of: message.utf8) }

  /// The words of a text.
  package func tokens(of text: [UInt8]) -> [Token] {
    text.withUnsafeBufferPointer { bytes in
      var placement = TokenPlacement(in: bytes)
      return WordScanner.words(of: bytes).compactMap { placement.place($0) }
    }
  }
}
