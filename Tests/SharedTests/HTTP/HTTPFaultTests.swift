import Shared
import TestSupport
import Testing

@Suite struct HTTPFaultTests {
  private let client = HTTPClient()

  private func failure(_ request: HTTPClient.Request) async throws -> HTTPClientError {
    let error = await #expect(throws: HTTPClientError.self) { _ = try await client.execute(request) }
    return try #require(error)
  }

  @Test("a server that is not there is named, without the URL's secrets")
  func refused() async throws {
    let server = try LoopbackServer { _, connection in connection.answer() }
    server.stop()
    let url = "http://me:password@127.0.0.1:\(server.port)/path?token=secret"
    let error = try await failure(.init(url: url))
    guard case .cannotConnect(let place, _) = error else {
      Issue.record("\(error)")
      return
    }
    #expect(place.description == server.url("/path"))
    #expect(!"\(error)".contains("secret") && !"\(error)".contains("password"))
  }

  @Test("a name that does not resolve is named")
  func unresolvable() async throws {
    var request = HTTPClient.Request(url: "http://nowhere.invalid/")
    request.proxy = .none
    guard case .cannotConnect = try await failure(request) else {
      Issue.record("resolved")
      return
    }
  }

  @Test("a server that accepts and closes is a lost connection")
  func closes() async throws {
    let server = try LoopbackServer { _, _ in }
    defer { server.stop() }
    guard case .connectionLost = try await failure(.init(url: server.url())) else {
      Issue.record("no loss")
      return
    }
  }

  @Test("a handshake that breaks off is a lost connection, and says nothing of certificates", arguments: [true, false])
  func brokenHandshake(isReset: Bool) async throws {
    let server = try LoopbackServer(listens: false) { _, connection in if isReset { connection.resetOnClose() } }
    defer { server.stop() }
    guard case .connectionLost = try await failure(.init(url: "https://127.0.0.1:\(server.port)/")) else {
      Issue.record("no loss")
      return
    }
  }

  @Test(
    "a connection that is reset is lost, before the answer and in the middle of it",
    arguments: ["", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx"])
  func resets(answer: String) async throws {
    let server = try LoopbackServer { _, connection in
      connection.send(answer)
      connection.resetOnClose()
    }
    defer { server.stop() }
    switch try await failure(.init(url: server.url())) {
    case .connectionLost, .truncatedBody: break
    case let error: Issue.record("\(error)")
    }
  }

  @Test("what does not speak HTTP is told", arguments: ["SSH-2.0-OpenSSH_9.2\r\n\r\n", "HTTP/0.9\r\n", "HTTP/1.1 abc\r\n\r\n"])
  func otherProtocol(answer: String) async throws {
    let server = try LoopbackServer { _, connection in connection.send(answer) }
    defer { server.stop() }
    guard case .malformedAnswer = try await failure(.init(url: server.url())) else {
      Issue.record("understood")
      return
    }
  }

  @Test("headers without end are cut off")
  func endlessHeaders() async throws {
    let server = try LoopbackServer { _, connection in
      connection.send("HTTP/1.1 200 OK\r\n")
      while connection.send("X-More: \(String(repeating: "x", count: 1000))\r\n") {}
    }
    defer { server.stop() }
    #expect(try await failure(.init(url: server.url())) == .headersTooLarge(DisplayURL(server.url()), limit: 256 << 10))
  }

  @Test("one header line without end is cut off")
  func endlessLine() async throws {
    let server = try LoopbackServer { _, connection in
      connection.send("HTTP/1.1 200 OK\r\nX-Long: ")
      while connection.send(String(repeating: "x", count: 1000)) {}
    }
    defer { server.stop() }
    _ = try await failure(.init(url: server.url()))
  }

  @Test("a body in memory is bounded")
  func endlessBody() async throws {
    let server = try LoopbackServer { _, connection in
      connection.send("HTTP/1.1 500 Oops\r\n\r\n")
      while connection.send(String(repeating: "x", count: 1000)) {}
    }
    defer { server.stop() }
    var request = HTTPClient.Request(url: server.url())
    request.maximumBodyBytes = 10_000
    #expect(try await failure(request) == .bodyTooLarge(DisplayURL(server.url()), limit: 10_000))
  }

  @Test("a server that hangs runs into the timeout")
  func hangs() async throws {
    let server = try LoopbackServer { _, connection in connection.waitForClose() }
    defer { server.stop() }
    var request = HTTPClient.Request(url: server.url())
    request.timeout = .milliseconds(150)
    guard case .timedOut = try await failure(request) else {
      Issue.record("no timeout")
      return
    }
  }

  @Test("the timeout holds for all redirects together")
  func hangsWhileRedirecting() async throws {
    let server = try LoopbackServer { _, connection in connection.answer("302 Found", headers: ["Location: /again"]) }
    defer { server.stop() }
    var request = HTTPClient.Request(url: server.url())
    request.timeout = .milliseconds(200)
    request.maximumRedirects = .max
    guard case .timedOut = try await failure(request) else {
      Issue.record("no timeout")
      return
    }
  }

  @Test("a server that drips below the rate is given up, one that hangs as well", arguments: [true, false])
  func stalls(drips: Bool) async throws {
    let server = try LoopbackServer { _, connection in
      guard drips else { return connection.waitForClose() }
      connection.send("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n")
      while connection.send("x") { nap() }
    }
    defer { server.stop() }
    var request = HTTPClient.Request(url: server.url())
    request.stall = .init(bytesPerSecond: 1_000, period: .seconds(1))
    #expect(try await failure(request) == .stalled(DisplayURL(server.url()), bytesPerSecond: 1_000, period: .seconds(1)))
  }

  @Test("a receive rate below the stall rate makes no sense and is refused")
  func contradiction() async throws {
    var request = HTTPClient.Request(url: "http://127.0.0.1:9/")
    request.stall = .init(bytesPerSecond: 1_000, period: .seconds(1))
    request.maximumReceiveRate = 999
    guard case .invalidRequest = try await failure(request) else {
      Issue.record("sent")
      return
    }
  }

  @Test("cancelling the task aborts its transfer and no other")
  func cancellation() async throws {
    let (hasClosed, mayAnswer) = (Flag(), Flag())
    let server = try LoopbackServer { request, connection in
      if request.hasPrefix("GET /cancelled ") {
        connection.waitForClose()
        return hasClosed.raise()
      }
      while !mayAnswer.isRaised { nap() }
      connection.answer("200 OK", "done")
    }
    defer { server.stop() }
    let client = client
    let (cancelled, kept) = (server.url("/cancelled"), server.url("/kept"))
    let first = Task { try await client.execute(.init(url: cancelled)) }
    let second = Task { try await client.execute(.init(url: kept)) }
    try await Condition.wait(for: "both requests") { server.requests.count == 2 }
    first.cancel()
    await #expect(throws: HTTPClientError.cancelled) { _ = try await first.value }
    try await Condition.wait(for: "the end of the connection") { hasClosed.isRaised }
    mayAnswer.raise()
    #expect(try await second.value.body == Array("done".utf8))
  }

  @Test("a task that is cancelled already sends nothing")
  func cancelledBefore() async throws {
    let server = try LoopbackServer { _, connection in connection.waitForClose() }
    defer { server.stop() }
    let (client, url) = (client, server.url())
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      _ = try await client.execute(.init(url: url))
    }
    await #expect(throws: HTTPClientError.cancelled) { try await task.value }
  }

  @Test("shutdown ends what is under way")
  func shutdown() async throws {
    let server = try LoopbackServer { _, connection in connection.waitForClose() }
    defer { server.stop() }
    let client = HTTPClient()
    let url = server.url()
    let task = Task { try await client.execute(.init(url: url)) }
    try await Condition.wait(for: "a request") { !server.requests.isEmpty }
    client.shutdown()
    await #expect(throws: HTTPClientError.unavailable) { _ = try await task.value }
  }

  @Test("many cancellations at any moment leave the client whole")
  func cancellationStorm() async throws {
    let server = try LoopbackServer { _, connection in connection.answer("200 OK", String(repeating: "x", count: 100_000)) }
    defer { server.stop() }
    let (client, url) = (client, server.url())
    await withTaskGroup(of: Void.self) { group in
      for index in 0..<200 {
        group.addTask {
          let task = Task { try await client.execute(.init(url: url)) }
          for _ in 0..<index { await Task.yield() }
          task.cancel()
          _ = await task.result
        }
      }
    }
    #expect(try await client.execute(.init(url: url)).body.count == 100_000)
  }
}
