public import SystemPackage

/// Why there is no answer. An answer of any status, even 500, is no error.
///
/// Places are written as `DisplayURL`s, so that no sentence holds a password, a token or a query.
public enum HTTPClientError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The address cannot be read, or is not one of http or https.
  case invalidURL(reason: String)
  /// A method, header or limit that cannot be sent.
  case invalidRequest(reason: String)
  /// The host or the proxy has no address, or does not take the connection.
  case cannotConnect(DisplayURL, reason: String)
  /// The policy for addresses that requests name does not allow it.
  case refusedAddress(DisplayURL)
  /// The server's certificate is not trusted, or TLS failed otherwise.
  case insecure(DisplayURL, reason: String)
  /// The file of trusted certificates cannot be read.
  case unreadableCertificates(FilePath)
  case connectTimedOut(DisplayURL, after: Duration)
  case timedOut(DisplayURL, after: Duration)
  /// Fewer than `bytesPerSecond` arrived during `period`.
  case stalled(DisplayURL, bytesPerSecond: Int, period: Duration)
  /// The connection was closed or reset before the answer was whole.
  case connectionLost(DisplayURL, reason: String)
  /// The body ended before the length that the headers promised.
  case truncatedBody(DisplayURL, received: Int64)
  case bodyTooLarge(DisplayURL, limit: Int64)
  case headersTooLarge(DisplayURL, limit: Int)
  /// What the headers announce does not fit on the disk. Nothing of it was written.
  case noSpace(DisplayURL, bytes: Int64, free: Int64)
  case malformedAnswer(DisplayURL, reason: String)
  case tooManyRedirects(DisplayURL, limit: Int)
  case refusedRedirect(DisplayURL, to: String, reason: String)
  /// The answer could not be written to the file that it was meant for.
  case cannotWrite(Errno)
  /// The file that the request's body comes from could not be read.
  case cannotRead(Errno)
  /// The task that waited was cancelled.
  case cancelled
  /// The client was shut down, or could not be started.
  case unavailable

  public var description: String {
    switch self {
    case .invalidURL(let reason): "the URL cannot be used: \(reason)"
    case .invalidRequest(let reason): "the request cannot be sent: \(reason)"
    case .cannotConnect(let url, let reason): "cannot connect to \(url): \(reason)"
    case .refusedAddress(let url): OutboundRefusal.refused(url).description
    case .insecure(let url, let reason): "no secure connection to \(url): \(reason)"
    case .unreadableCertificates(let path): "cannot read the trusted certificates in \(path)"
    case .connectTimedOut(let url, let period): "\(url) took no connection within \(period.inSeconds)"
    case .timedOut(let url, let period): "\(url) did not answer completely within \(period.inSeconds)"
    case .stalled(let url, let rate, let period): "\(url) sent fewer than \(rate) bytes per second during \(period.inSeconds)"
    case .connectionLost(let url, let reason): "the connection to \(url) was lost: \(reason)"
    case .truncatedBody(let url, let received): "the answer of \(url) ended too early, after \(received) bytes"
    case .bodyTooLarge(let url, let limit): "the answer of \(url) is larger than \(limit) bytes"
    case .headersTooLarge(let url, let limit): "the headers of \(url) are larger than \(limit) bytes"
    case .noSpace(let url, let bytes, let free):
      "there is no room for the \(bytes) bytes of \(url) and what becomes of them: the disk has \(free) bytes left"
    case .malformedAnswer(let url, let reason): "\(url) does not answer in HTTP: \(reason)"
    case .tooManyRedirects(let url, let limit): "\(url) redirected more than \(limit) times"
    case .refusedRedirect(let url, let target, let reason): "\(url) redirects to \(target): \(reason)"
    case .cannotWrite(let errno): "the answer could not be written: \(errno)"
    case .cannotRead(let errno): "the request's body could not be read: \(errno)"
    case .cancelled: "the request was cancelled"
    case .unavailable: "the HTTP client is shut down"
    }
  }
}
