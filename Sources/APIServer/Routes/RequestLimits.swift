/// How large what a client sends may be.
package struct RequestLimits: Sendable {
  /// The whole body, in bytes.
  package var bodyBytes: Int
  /// One message, in bytes of UTF-8: time and memory grow with the square of its length.
  package var messageBytes: Int

  /// One message, in words as the model's tokenizer counts them.
  package var messageTokens = 2_048
  /// Messages up to that are parsed on the event loop of their connection; longer ones elsewhere, so that they keep nobody waiting.
  package var inlineMessageBytes = 256

  package init(bodyBytes: Int = 10 << 20, messageBytes: Int = 16 << 10) {
    self.bodyBytes = bodyBytes
    self.messageBytes = messageBytes
  }
}
