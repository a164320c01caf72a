import Shared
import TestSupport
import Testing

@Suite struct HTTPRedirectTests {
  private let client = HTTPClient()

  @Test("redirects are followed to the answer")
  func followed() async throws {
    let server = try LoopbackServer { request, connection in
      if request.hasPrefix("GET /a?") { return connection.answer("302 Found", headers: ["Location: /b"], "elsewhere") }
      if request.hasPrefix("GET /b ") { return connection.answer("308 Permanent Redirect", headers: ["Location: c"]) }
      connection.answer("200 OK", "here")
    }
    defer { server.stop() }
    let response = try await client.execute(.init(url: server.url("/a?token=t")))
    #expect(response.status == 200)
    #expect(response.body == Array("here".utf8))
    #expect(server.requests.map { $0.prefix { $0 != "\r\n" } } == ["GET /a?token=t HTTP/1.1", "GET /b HTTP/1.1", "GET /c HTTP/1.1"])
  }

  @Test("another origin sees no credentials")
  func otherOrigin() async throws {
    let target = try LoopbackServer { _, connection in connection.answer() }
    defer { target.stop() }
    let location = target.url("/there")
    let server = try LoopbackServer { _, connection in connection.answer("302 Found", headers: ["Location: \(location)"]) }
    defer { server.stop() }
    var request = HTTPClient.Request(url: server.url("/?token=query"), headers: ["Authorization": "Bearer header", "X-Api-Key": "key"])
    request.basicAuthentication = .init(username: "user", password: "password")
    _ = try await client.execute(request)
    #expect(server.requests.first?.contains("X-Api-Key: key") == true)
    let seen = try #require(target.requests.first)
    for secret in ["Authorization", "Bearer", "key", "query", "Referer"] { #expect(!seen.contains(secret)) }
  }

  @Test("a loop ends after as many redirects as are allowed")
  func loop() async throws {
    let server = try LoopbackServer { _, connection in connection.answer("302 Found", headers: ["Location: /again"]) }
    defer { server.stop() }
    await #expect(throws: HTTPClientError.tooManyRedirects(DisplayURL(server.url("/again")), limit: 10)) {
      _ = try await client.execute(.init(url: server.url()))
    }
    #expect(server.requests.count == 11)
  }

  @Test("without redirects the redirecting answer comes back, body and all")
  func notFollowed() async throws {
    let server = try LoopbackServer { _, connection in connection.answer("302 Found", headers: ["Location: /b"], "moved") }
    defer { server.stop() }
    var request = HTTPClient.Request(url: server.url())
    request.maximumRedirects = 0
    let response = try await client.execute(request)
    #expect(response.status == 302)
    #expect(response.body == Array("moved".utf8))
  }

  @Test("the body of a redirect neither counts nor costs", arguments: [10, 10_000_000])
  func largeRedirect(size: Int) async throws {
    let server = try LoopbackServer { request, connection in
      if request.hasPrefix("GET /b ") { return connection.answer("200 OK", "small") }
      connection.answer("302 Found", headers: ["Location: /b"], String(repeating: "x", count: size))
    }
    defer { server.stop() }
    var request = HTTPClient.Request(url: server.url())
    request.maximumBodyBytes = 5
    #expect(try await client.execute(request).body.count == 5)
  }
}
