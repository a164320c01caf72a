import SystemPackage

/// One exchange, checked and ready to be handed to the thread that runs it.
struct TransferPlan: Sendable {
  let url: HTTPURL
  let method: String
  /// `Name: value`, in libcurl's spelling.
  let headerLines: [String]
  let body: [UInt8]?
  let fileBody: FileBody?
  /// Told of what moves between the server and a file.
  let progress: TransferProgress?
  let basicAuthentication: BasicAuthentication?
  let certificateAuthorityFile: FilePath?
  let connectTimeout: Duration
  /// What is left of the whole exchange's time.
  let timeout: Duration?
  /// The whole of it, as errors tell it.
  let wholeTimeout: Duration?
  let stall: HTTPClient.StallLimit?
  let maximumBodyBytes: Int64
  let freeSpaceFactor: Int64?
  let acceptsCompression: Bool
  let maximumReceiveRate: Int64?
  let proxy: HTTPClient.ProxyUse
  let addressPolicy: OutboundAddressPolicy?
  let sink: BodySink
  /// Whether the body of a redirect is of no interest.
  let followsRedirects: Bool

  init(_ redirection: Redirection, sink: BodySink, remaining: Duration?, progress: TransferProgress? = nil) throws(HTTPClientError) {
    let request = redirection.request
    url = redirection.url
    if let remaining, remaining <= .zero { throw .timedOut(url.display, after: request.timeout ?? .zero) }
    guard Self.isToken(request.method) else { throw .invalidRequest(reason: "its method is malformed") }
    method = request.method
    headerLines = try Self.lines(of: request)
    body = request.body
    fileBody = request.fileBody
    self.progress = progress
    basicAuthentication = request.basicAuthentication
    if request.basicAuthentication?.username.utf8.contains(UInt8(ascii: ":")) == true {
      throw .invalidRequest(reason: "its user name holds a colon, which basic authentication cannot tell from the password's")
    }
    certificateAuthorityFile = request.certificateAuthorityFile
    connectTimeout = request.connectTimeout
    timeout = remaining
    wholeTimeout = request.timeout
    stall = request.stall
    maximumBodyBytes = request.maximumBodyBytes
    freeSpaceFactor = request.freeSpaceFactor
    acceptsCompression = request.acceptsCompression
    maximumReceiveRate = request.maximumReceiveRate
    proxy = request.addressPolicy == nil ? request.proxy : .none
    addressPolicy = request.addressPolicy
    if let policy = request.addressPolicy, !policy.permits(host: url.bareHost) { throw .refusedAddress(url.display) }
    self.sink = sink
    followsRedirects = request.maximumRedirects > 0
    if let stall, let maximumReceiveRate, Int64(stall.bytesPerSecond) > maximumReceiveRate {
      throw .invalidRequest(reason: "its maximum receive rate is below the rate at which it counts as stalled")
    }
  }

  /// Whether the method is one whose request has a body even when it is empty.
  var sendsBody: Bool { body != nil || ["POST", "PUT", "PATCH"].contains(method) }

  private static func lines(of request: HTTPClient.Request) throws(HTTPClientError) -> [String] {
    var lines: [String] = []
    for (name, value) in request.headers.fields {
      guard isToken(name) else { throw .invalidRequest(reason: "the name of a header is malformed") }
      guard value.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }) else {
        throw .invalidRequest(reason: "the header \(name) holds a control character")
      }
      // libcurl drops a header whose value is empty unless it ends in a semicolon.
      lines.append(value.isEmpty ? "\(name);" : "\(name): \(value)")
    }
    // What libcurl would add by itself: a question before large bodies, and a content type of forms.
    if request.headers["Expect"] == nil { lines.append("Expect:") }
    if request.headers["Content-Type"] == nil { lines.append("Content-Type:") }
    return lines
  }

  /// A token of RFC 9110: what methods and header names are made of.
  private static func isToken(_ text: String) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
      }
  }
}
