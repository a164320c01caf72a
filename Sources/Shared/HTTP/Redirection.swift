/// Which request comes after a redirect. A value, so that its rules can be tested without a socket.
package struct Redirection {
  /// Headers that say nothing secret and may go to another origin. Whatever else a configuration adds may be a credential.
  static let harmlessHeaders = [
    "Accept", "Accept-Language", "Content-Type", "If-Modified-Since", "If-None-Match", "Range", "User-Agent",
  ]

  package private(set) var request: HTTPClient.Request
  package private(set) var url: HTTPURL
  package private(set) var count = 0

  package init(_ request: HTTPClient.Request) throws(HTTPClientError) {
    self.request = request
    url = try HTTPURL(request.url)
    if self.request.basicAuthentication == nil { self.request.basicAuthentication = url.userinfo }
  }

  /// Whether an answer of this status sends the client elsewhere.
  static func isRedirect(_ status: Int) -> Bool { [301, 302, 303, 307, 308].contains(status) }

  /// Moves on to where `outcome` redirects; false when it is an answer to keep.
  package mutating func advance(after outcome: TransferOutcome) throws(HTTPClientError) -> Bool {
    guard Self.isRedirect(outcome.status), request.maximumRedirects > 0, let location = outcome.headers["Location"] else { return false }
    guard count < request.maximumRedirects else { throw .tooManyRedirects(url.display, limit: request.maximumRedirects) }
    count += 1
    let target = try target(of: location)
    changeMethod(for: outcome.status)
    if !target.hasSameOrigin(as: url) {
      request.basicAuthentication = nil
      request.headers.keep(only: Self.harmlessHeaders)
    }
    url = target
    return true
  }

  private func target(of location: String) throws(HTTPClientError) -> HTTPURL {
    let target: HTTPURL
    do {
      target = try url.resolving(location)
    } catch {
      guard case .invalidURL(let reason) = error else { throw error }
      throw .refusedRedirect(url.display, to: "a URL that cannot be used", reason: reason)
    }
    guard !(url.scheme == "https" && target.scheme == "http") else {
      throw .refusedRedirect(url.display, to: target.display.description, reason: "that would leave https")
    }
    return target
  }

  /// As browsers and aiohttp do: 303 asks for a GET, and so do 301 and 302 after a POST.
  private mutating func changeMethod(for status: Int) {
    let becomesGet = status == 303 && request.method != "HEAD" || (status == 301 || status == 302) && request.method == "POST"
    guard becomesGet else { return }
    request.method = "GET"
    request.body = nil
    request.fileBody = nil
    request.headers["Content-Type"] = nil
    request.headers["Content-Length"] = nil
    request.headers["Content-Encoding"] = nil
  }
}
