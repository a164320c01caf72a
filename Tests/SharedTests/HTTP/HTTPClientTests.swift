import Shared
import TestSupport
import Testing

@Suite struct HTTPClientTests {
  let client = HTTPClient()

  @Test("an answer comes back with its status, headers and body")
  func answers() async throws {
    let server = try LoopbackServer { _, connection in connection.answer("201 Created", headers: ["ETag: W/\"a b\""], "hello") }
    defer { server.stop() }
    let response = try await client.execute(.init(url: server.url()))
    #expect(response.status == 201)
    #expect(response.headers["etag"] == "W/\"a b\"")
    #expect(response.body == Array("hello".utf8))
  }

  @Test("an error status is an answer, not an error", arguments: ["304 Not Modified", "404 Not Found", "500 Internal Server Error"])
  func statuses(status: String) async throws {
    let server = try LoopbackServer { _, connection in connection.answer(status) }
    defer { server.stop() }
    let response = try await client.execute(.init(url: server.url()))
    #expect(status.hasPrefix("\(response.status)"))
  }

  @Test("method, headers, body and basic authentication reach the server as they were given")
  func requestIsSentVerbatim() async throws {
    let server = try LoopbackServer { _, connection in connection.answer() }
    defer { server.stop() }
    var request = HTTPClient.Request(url: server.url("/a?b=c%20d"), method: "PUT", headers: ["If-None-Match": "W/\"x\"", "X-Empty": ""])
    request.body = Array("payload".utf8)
    request.basicAuthentication = .init(username: "me", password: "pass")
    _ = try await client.execute(request)
    let text = try #require(server.requests.first)
    #expect(text.hasPrefix("PUT /a?b=c%20d HTTP/1.1\r\n"))
    #expect(text.contains("If-None-Match: W/\"x\"\r\n"))
    #expect(text.contains("X-Empty:"))
    #expect(text.contains("Authorization: Basic bWU6cGFzcw==\r\n"))
    #expect(text.contains("Content-Length: 7\r\n"))
    #expect(text.hasSuffix("\r\n\r\npayload"))
    #expect(!text.contains("Content-Type"))
    #expect(!text.contains("Expect"))
  }

  @Test("a user and password in the URL become basic authentication")
  func userinfo() async throws {
    let server = try LoopbackServer { _, connection in connection.answer() }
    defer { server.stop() }
    _ = try await client.execute(.init(url: server.url().replacing("http://", with: "http://me:p%61ss@")))
    #expect(server.requests.first?.contains("Authorization: Basic bWU6cGFzcw==\r\n") == true)
  }

  @Test("a header that would smuggle in another line is refused")
  func headerInjection() async throws {
    await #expect(throws: HTTPClientError.invalidRequest(reason: "the header X-A holds a control character")) {
      _ = try await client.execute(.init(url: "http://127.0.0.1:9/", headers: ["X-A": "1\r\nX-B: 2"]))
    }
  }

  @Test("a user name that would shift the password is refused")
  func colonInUsername() async throws {
    var request = HTTPClient.Request(url: "http://127.0.0.1:9/")
    request.basicAuthentication = .init(username: "a:b", password: "c")
    let error = await #expect(throws: HTTPClientError.self) { _ = try await client.execute(request) }
    guard case .invalidRequest = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test("an answer after an interim one has its own headers")
  func interim() async throws {
    let server = try LoopbackServer { _, connection in
      connection.send("HTTP/1.1 103 Early Hints\r\nETag: early\r\n\r\n")
      connection.answer("200 OK", headers: ["etag:late ", "X-Folded: a", "  b"], "x")
    }
    defer { server.stop() }
    let response = try await client.execute(.init(url: server.url()))
    #expect(response.status == 200)
    #expect(response.headers.values(of: "ETag") == ["late"])
    #expect(response.headers["X-Folded"] == "a b")
  }

  @Test("HEAD has headers and no body")
  func head() async throws {
    let server = try LoopbackServer { _, connection in connection.send("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n") }
    defer { server.stop() }
    let response = try await client.execute(.init(url: server.url(), method: "HEAD"))
    #expect(response.headers["Content-Length"] == "99")
    #expect(response.body.isEmpty)
    #expect(server.requests.first?.hasPrefix("HEAD / ") == true)
  }

  @Test("a URL that is not of the web is refused", arguments: ["file:///etc/passwd", "ftp://h/x", "/relative", "", "http://"])
  func otherSchemes(url: String) async throws {
    let error = await #expect(throws: HTTPClientError.self) { _ = try await client.execute(.init(url: url)) }
    guard case .invalidURL = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test("after shutdown every request is answered with an error")
  func shutdown() async throws {
    let client = HTTPClient()
    client.shutdown()
    client.shutdown()
    await #expect(throws: HTTPClientError.unavailable) { _ = try await client.execute(.init(url: "http://127.0.0.1:9/")) }
  }

  @Test("transfers run beside each other on the one thread")
  func concurrency() async throws {
    let server = try LoopbackServer { request, connection in connection.answer("200 OK", String(request.prefix { $0 != "\r\n" })) }
    defer { server.stop() }
    let client = client
    try await withThrowingTaskGroup(of: Int.self) { group in
      for index in 0..<50 {
        let url = server.url("/\(index)")
        group.addTask { try await client.execute(.init(url: url)).status }
      }
      for try await _ in group {}
    }
    #expect(server.requests.count == 50)
  }
}
