import CCurl

/// An http or https URL, read by the same parser that later connects to it, so that what was checked is what is fetched.
package struct HTTPURL: Sendable, Equatable {
  /// The whole URL without user, password and fragment: what is handed to libcurl.
  package let text: String
  /// `http` or `https`.
  package let scheme: String
  /// Lower case; IPv6 addresses in their brackets.
  package let host: String
  package let port: Int
  package let path: String
  /// What the URL itself brought as `user:password@`.
  package let userinfo: BasicAuthentication?

  /// Reads an absolute URL.
  package init(_ text: String) throws(HTTPClientError) {
    let handle = try CurlURL()
    try handle.set(CURLUPART_URL, text)
    try self.init(handle)
  }

  private init(_ handle: borrowing CurlURL) throws(HTTPClientError) {
    scheme = handle.get(CURLUPART_SCHEME)?.lowercased() ?? ""
    guard scheme == "http" || scheme == "https" else {
      throw .invalidURL(reason: "its scheme is \(scheme), which is neither http nor https")
    }
    guard let host = handle.get(CURLUPART_HOST)?.lowercased(), !host.isEmpty else { throw .invalidURL(reason: "it has no host") }
    self.host = host
    port = handle.get(CURLUPART_PORT, UInt32(CURLU_DEFAULT_PORT)).flatMap { Int($0) } ?? 0
    path = handle.get(CURLUPART_PATH) ?? "/"
    if let user = handle.get(CURLUPART_USER, UInt32(CURLU_URLDECODE)) {
      userinfo = BasicAuthentication(username: user, password: handle.get(CURLUPART_PASSWORD, UInt32(CURLU_URLDECODE)) ?? "")
    } else {
      userinfo = nil
    }
    for part in [CURLUPART_USER, CURLUPART_PASSWORD, CURLUPART_OPTIONS, CURLUPART_FRAGMENT] { try handle.set(part, nil) }
    guard let text = handle.get(CURLUPART_URL) else { throw .invalidURL(reason: "it cannot be read") }
    self.text = text
  }

  /// The URL that a `Location` of this one means; an error when that is not of http or https.
  package func resolving(_ location: String) throws(HTTPClientError) -> HTTPURL {
    let handle = try CurlURL()
    try handle.set(CURLUPART_URL, text)
    try handle.set(CURLUPART_URL, location)
    return try HTTPURL(handle)
  }

  /// Whether credentials for `other` may be sent here: same scheme, host and port.
  package func hasSameOrigin(as other: HTTPURL) -> Bool {
    scheme == other.scheme && host == other.host && port == other.port
  }

  /// What logs and errors may show.
  package var display: DisplayURL {
    let isDefaultPort = port == (scheme == "https" ? 443 : 80)
    return DisplayURL(checked: "\(scheme)://\(host)\(isDefaultPort ? "" : ":\(port)")\(path)")
  }
}

/// libcurl's own URL parser.
private struct CurlURL: ~Copyable {
  private let handle: OpaquePointer

  init() throws(HTTPClientError) {
    guard let handle = curl_url() else { throw .unavailable }
    self.handle = handle
  }

  deinit { curl_url_cleanup(handle) }

  /// Sets a part; `nil` removes it. A relative URL is resolved against the one that was set before.
  func set(_ part: CURLUPart, _ value: String?) throws(HTTPClientError) {
    let flags = UInt32(CURLU_NON_SUPPORT_SCHEME | CURLU_URLENCODE)
    let code = value.map { curl_url_set(handle, part, $0, part == CURLUPART_URL ? flags : 0) } ?? curl_url_set(handle, part, nil, 0)
    guard code == CURLUE_OK else { throw .invalidURL(reason: String(cString: curl_url_strerror(code))) }
  }

  func get(_ part: CURLUPart, _ flags: UInt32 = 0) -> String? {
    var text: UnsafeMutablePointer<CChar>?
    guard curl_url_get(handle, part, &text, flags) == CURLUE_OK, let text else { return nil }
    defer { curl_free(text) }
    return String(cString: text)
  }
}
