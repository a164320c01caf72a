public import SystemPackage

extension HTTPClient {
  /// What holds for every request of a client.
  public struct Configuration: Sendable {
    /// The `User-Agent` of requests that bring none of their own.
    public var userAgent: String
    /// How many idle connections are kept for the next request.
    public var maximumIdleConnections: Int

    public init(userAgent: String = "Souffleur", maximumIdleConnections: Int = 16) {
      self.userAgent = userAgent
      self.maximumIdleConnections = maximumIdleConnections
    }
  }

  /// A rate below which a transfer is given up: fewer than `bytesPerSecond` on average during `period`, waiting for the first byte included.
  public struct StallLimit: Sendable, Equatable {
    public var bytesPerSecond: Int
    /// Counted in whole seconds, at least one.
    public var period: Duration

    public init(bytesPerSecond: Int, period: Duration) {
      self.bytesPerSecond = bytesPerSecond
      self.period = period
    }
  }

  /// Which proxy a request goes through.
  public enum ProxyUse: Sendable, Equatable {
    /// The one that the environment names for the URL, if any.
    case environment
    /// None: for addresses that mean this very machine or network, such as a cloud's metadata server.
    case none
  }

  /// One request, to be sent as often as wanted.
  public struct Request: Sendable {
    /// An absolute http or https URL. A user and password in it are used as basic authentication.
    public var url: String
    public var method: String
    public var headers: HTTPHeaders
    public var body: [UInt8]?
    /// Wins over `body`.
    package var fileBody: FileBody?
    /// Wins over a user and password in the URL.
    public var basicAuthentication: BasicAuthentication?
    /// PEM certificates that are trusted instead of the system's.
    public var certificateAuthorityFile: FilePath?
    public var connectTimeout: Duration = .seconds(30)
    /// For the whole exchange, redirects and body included.
    public var timeout: Duration?
    public var stall: StallLimit?
    /// How many redirects are followed; with 0 the redirecting answer itself is returned.
    public var maximumRedirects = 10
    /// The largest body that is accepted.
    public var maximumBodyBytes: Int64 = 64 << 20
    /// For a download: so many times the length that its headers state must be free on the file's disk; `nil` does not ask.
    public var freeSpaceFactor: Int64?
    /// Whether the body may come compressed, `gzip` or `deflate`; `maximumBodyBytes` then holds for what becomes of it.
    public var acceptsCompression = false
    /// Bytes per second that are received at most, on average.
    public var maximumReceiveRate: Int64?
    public var proxy: ProxyUse = .environment
    /// For a URL that somebody else named: which servers may be connected to. Such a request goes through no proxy, where the address
    /// could not be seen, and over a connection of its own.
    public var addressPolicy: OutboundAddressPolicy?

    public init(url: String, method: String = "GET", headers: HTTPHeaders = [:], body: [UInt8]? = nil) {
      self.url = url
      self.method = method
      self.headers = headers
      self.body = body
    }
  }

  /// An answer that was collected in memory.
  public struct Response: Sendable {
    public let status: Int
    public let headers: HTTPHeaders
    public let body: [UInt8]
  }

  /// An answer whose body, if its status is 200, was written to a file.
  public struct Download: Sendable {
    public let status: Int
    public let headers: HTTPHeaders
    /// How many bytes were written.
    public let bytes: Int64
    /// The digest of the bytes that were written; of none, when nothing was.
    public let sha256: SHA256Digest
  }
}
