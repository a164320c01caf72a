/// How long and how much a client may keep a connection busy without getting on.
package struct ConnectionLimits: Sendable {
  /// Open connections at the same time; more wait until one of them ends.
  package var connections = 10_240
  /// A request's first line, which holds the address, in bytes; RFC 9112 wants 8,000 at least.
  package var addressBytes: Int { headerBytes / 2 }
  /// All header fields of a request together, and each one, in bytes.
  package var headerBytes = 16 << 10
  /// Header fields of a request.
  package var headerFields = 128
  /// A body of more bytes is not asked for, as it would be refused.
  package var bodyBytes = 10 << 20
  /// One request with everything around it, such as the framing of chunks, in bytes; and what a client may go on sending after the
  /// answer that ends its connection, so that one whose body is only somewhat too large gets to read that.
  package var requestBytes = 24 << 20
  /// From the first byte of a request to its last, and a TLS handshake as a whole.
  package var receiving: Duration = .seconds(60)
  /// Without a request.
  package var idle: Duration = .seconds(120)
  /// Within that a client has to take `sentBytes`, or the rest, of an answer that is ready.
  package var sending: Duration = .seconds(60)
  package var sentBytes = 16 << 10
  /// How long a connection without a request is kept once the server stops, for what the client may have sent already.
  package var lastRequest: Duration = .milliseconds(500)
  /// How long once the server stops a connection may go on with what it is at; `nil`: for as long as that takes.
  package var ending: Duration?
  /// How long after an answer that ends a connection the client may take to notice it.
  package var goodbye: Duration = .seconds(2)

  package init() {}
}
