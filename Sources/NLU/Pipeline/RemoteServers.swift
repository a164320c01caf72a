/// How components reach other servers: outbound HTTP, or a stand-in for it in tests.
///
/// - ``post(_:)`` returns whatever status the server answered with; it throws only when there is no whole answer.
/// - It ends when the waiting task is cancelled, and throws then as well.
/// - A body that is longer than the request allows is a failure: what arrives is never held beyond that.
public protocol RemoteServers: Sendable {
  /// Sends a request and waits for the whole answer.
  func post(_ request: RemoteRequest) async throws(RemoteFailure) -> RemoteAnswer
}

/// What a component sends to another server.
public struct RemoteRequest: Sendable, Equatable {
  public let url: String
  public let contentType: String
  public let body: [UInt8]
  /// For connecting, and for the whole exchange; `nil` for none.
  public let timeout: Duration?
  /// The largest answer that is accepted.
  public let maximumAnswerBytes: Int

  public init(url: String, contentType: String, body: [UInt8], timeout: Duration?, maximumAnswerBytes: Int) {
    self.url = url
    self.contentType = contentType
    self.body = body
    self.timeout = timeout
    self.maximumAnswerBytes = maximumAnswerBytes
  }
}

/// What the other server answered.
public struct RemoteAnswer: Sendable {
  public let status: Int
  public let body: [UInt8]

  public init(status: Int, body: [UInt8]) {
    self.status = status
    self.body = body
  }
}

/// Why there is no answer, in a sentence without secrets.
public struct RemoteFailure: Error, Equatable, CustomStringConvertible {
  public let description: String
  /// Whether the one who asked has given up waiting, so that there is nothing to report.
  public let isCancellation: Bool

  public init(_ description: String, isCancellation: Bool = false) {
    self.description = description
    self.isCancellation = isCancellation
  }
}
