import Shared
import Testing

@Suite struct RedirectionTests {
  private func redirection(_ url: String, _ change: (inout HTTPClient.Request) -> Void = { _ in }) throws -> Redirection {
    var request = HTTPClient.Request(url: url)
    change(&request)
    return try Redirection(request)
  }

  private func outcome(_ status: Int, _ location: String?) -> TransferOutcome {
    var headers = HTTPHeaders()
    headers["location"] = location
    return TransferOutcome(status: status, headers: headers)
  }

  @Test(
    "a location is resolved against the URL that it came from",
    arguments: [
      ("/b", "http://h/b"), ("b", "http://h/a/b"), ("?q", "http://h/a/x?q"), ("//other/b", "http://other/b"),
      ("https://H:443/b#f", "https://H:443/b"),
      ("../c d", "http://h/c%20d"), ("http://me:secret@h/b", "http://h/b"),
    ])
  func resolution(location: String, url: String) throws {
    var redirection = try redirection("http://h/a/x?token=secret")
    #expect(try redirection.advance(after: outcome(302, location)))
    #expect(redirection.url.text == url)
  }

  @Test("https is never left, and nothing but http and https is entered")
  func schemes() throws {
    for location in ["http://h/", "HTTP://h/"] {
      var redirection = try redirection("https://h/")
      #expect(throws: HTTPClientError.refusedRedirect(DisplayURL("https://h/"), to: "http://h/", reason: "that would leave https")) {
        try redirection.advance(after: outcome(301, location))
      }
    }
    for location in ["file:///etc/passwd", "ftp://h/", "gopher://h/", "javascript:1", "http://", "http://h:99999/"] {
      var redirection = try redirection("http://h/")
      let error = #expect(throws: HTTPClientError.self) { try redirection.advance(after: outcome(302, location)) }
      guard case .refusedRedirect = error else {
        Issue.record("\(location): \(String(describing: error))")
        continue
      }
    }
  }

  @Test("credentials stay with their origin", arguments: ["http://h:81/", "http://h.evil/", "https://h/", "//g/", "http://127.0.0.1/"])
  func crossOrigin(location: String) throws {
    var redirection = try redirection("http://me:secret@h/") { request in
      request.headers = ["Authorization": "Bearer t", "Cookie": "c", "X-Api-Key": "k", "If-None-Match": "\"e\"", "accept": "*/*"]
    }
    #expect(redirection.request.basicAuthentication?.password == "secret")
    #expect(try redirection.advance(after: outcome(307, location)))
    #expect(redirection.request.basicAuthentication == nil)
    #expect(redirection.request.headers == ["If-None-Match": "\"e\"", "Accept": "*/*"])
    // Even a redirect back does not bring them again.
    #expect(try redirection.advance(after: outcome(307, "//h/")))
    #expect(redirection.request.basicAuthentication == nil)
    #expect(redirection.request.headers["Authorization"] == nil)
  }

  @Test("credentials go along within their origin", arguments: ["/b", "http://h/", "http://H:80/b"])
  func sameOrigin(location: String) throws {
    var redirection = try redirection("http://me:secret@h/") { $0.headers = ["X-Api-Key": "k"] }
    #expect(try redirection.advance(after: outcome(308, location)))
    #expect(redirection.request.basicAuthentication?.username == "me")
    #expect(redirection.request.headers["X-Api-Key"] == "k")
  }

  @Test(
    "the method follows the status",
    arguments: [
      (301, "POST", "GET"), (302, "POST", "GET"), (303, "POST", "GET"), (303, "PUT", "GET"), (307, "POST", "POST"), (308, "PUT", "PUT"),
      (301, "PUT", "PUT"), (303, "HEAD", "HEAD"), (302, "HEAD", "HEAD"),
    ])
  func methods(status: Int, method: String, expected: String) throws {
    var redirection = try redirection("http://h/") { request in
      request.method = method
      request.body = [1]
      request.headers = ["Content-Type": "a/b"]
    }
    #expect(try redirection.advance(after: outcome(status, "/b")))
    #expect(redirection.request.method == expected)
    #expect((redirection.request.body == nil) == (method != expected))
    #expect((redirection.request.headers["Content-Type"] == nil) == (method != expected))
  }

  @Test("an answer that redirects nowhere is kept", arguments: [(200, "/b"), (304, "/b"), (300, "/b"), (302, nil)])
  func kept(status: Int, location: String?) throws {
    var redirection = try redirection("http://h/")
    #expect(try !redirection.advance(after: outcome(status, location)))
  }

  @Test("redirects are counted")
  func count() throws {
    var redirection = try redirection("http://h/") { $0.maximumRedirects = 2 }
    #expect(try redirection.advance(after: outcome(302, "/1")))
    #expect(try redirection.advance(after: outcome(302, "/2")))
    #expect(throws: HTTPClientError.tooManyRedirects(DisplayURL("http://h/2"), limit: 2)) {
      try redirection.advance(after: outcome(302, "/3"))
    }
  }

  @Test("what is shown of a URL is no secret")
  func display() throws {
    #expect(DisplayURL("https://me:pw@Host:443/a?token=t#f").description == "https://host/a")
    #expect(DisplayURL("http://h:8080").description == "http://h:8080/")
    #expect(DisplayURL("not a url").description == "(unreadable URL)")
    #expect(try HTTPURL("http://[::1]:80/").display.description == "http://[::1]/")
  }

  @Test("parameters are added to a query as they are")
  func parameters() {
    let parameters = [URLParameter(name: "a b", value: "é&="), URLParameter(name: "t", value: "")]
    #expect(URLParameter.append(parameters, to: "http://h/x") == "http://h/x?a%20b=%C3%A9%26%3D&t=")
    #expect(URLParameter.append(parameters, to: "http://h/x?y=1#f") == "http://h/x?y=1&a%20b=%C3%A9%26%3D&t=#f")
    #expect(URLParameter.append(parameters, to: "http://h/x?") == "http://h/x?a%20b=%C3%A9%26%3D&t=")
    #expect(URLParameter.append([], to: "http://h/x?") == "http://h/x?")
  }
}
