/// How large what a client sends may be.
package struct RequestLimits: Sendable {
  /// The whole body, in bytes.
  package var bodyBytes: Int
  /// One message, in bytes of UTF-8: time and memory grow with the square of its length.
  package var messageBytes: Int

  package init(bodyBytes: Int = 10 << 20, messageBytes: Int = 16 << 10) {
    self.bodyBytes = bodyBytes
    self.messageBytes = messageBytes
  }
}
