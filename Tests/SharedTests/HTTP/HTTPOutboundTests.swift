import Shared
import TestSupport
import Testing

/// Requests to addresses that somebody else named.
@Suite struct HTTPOutboundTests {
  private let client = HTTPClient()

  /// A policy of a server that listens everywhere, on that port.
  private func policy(of server: LoopbackServer) throws -> OutboundAddressPolicy {
    OutboundAddressPolicy(listening: .init(try #require(IPAddress("0.0.0.0")), port: Int(server.port)))
  }

  private func isRefused(_ url: String, _ policy: OutboundAddressPolicy) async throws -> Bool {
    var request = HTTPClient.Request(url: url)
    request.addressPolicy = policy
    request.connectTimeout = .seconds(5)
    do {
      _ = try await client.execute(request)
      return false
    } catch .refusedAddress {
      return true
    }
  }

  @Test(
    "no spelling of an address, and no name, leads to the server itself",
    arguments: [
      "127.0.0.1", "localhost", "LOCALHOST", "127.1", "2130706433", "0x7f000001", "0x7f.0.0.1", "0177.0.0.1",
      "017700000001",
      "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "user:password@127.0.0.1", "allowed.example@127.0.0.1", "%31%32%37.0.0.1",
      "127.0.0.1#@allowed.example",
      "0.0.0.0", "0", "[::]", "[::ffff:0.0.0.0]", "[64:ff9b::7f00:1]",
    ])
  func spellings(host: String) async throws {
    let server = try LoopbackServer { _, connection in connection.answer() }
    defer { server.stop() }
    let fragment = host.split(separator: "#", omittingEmptySubsequences: false)
    let url = "http://\(fragment[0]):\(server.port)/" + fragment.dropFirst().map { "#\($0)" }.joined()
    #expect(try await isRefused(url, policy(of: server)))
    #expect(server.requests.isEmpty)
    await #expect(throws: OutboundRefusal.self) { try await policy(of: server).check(url) }
  }

  @Test(
    "spellings that not every resolver knows lead there no more",
    arguments: ["localhost.", "127.0.0.1.", "127.0.0.1%00.example", "localhost%2F.example"])
  func oddSpellings(host: String) async throws {
    let server = try LoopbackServer { _, connection in connection.answer() }
    defer { server.stop() }
    var request = HTTPClient.Request(url: "http://\(host):\(server.port)/")
    request.addressPolicy = try policy(of: server)
    await #expect(throws: HTTPClientError.self) { try await client.execute(request) }
    #expect(server.requests.isEmpty)
  }

  @Test func `what is not refused is reached, over a connection of its own`() async throws {
    let server = try LoopbackServer { _, connection in connection.answer("200 OK", "here") }
    defer { server.stop() }
    #expect(try await !isRefused(server.url(), OutboundAddressPolicy()))
    #expect(try await !isRefused(server.url(host: "localhost"), OutboundAddressPolicy(allowed: [.name("localhost")])))
    #expect(try await isRefused(server.url(), OutboundAddressPolicy(allowed: [.name("localhost")])))
    #expect(server.requests.count == 2)
  }

  @Test func `a redirect gets around it no more than the first address does`() async throws {
    let inner = try LoopbackServer { _, connection in connection.answer() }
    defer { inner.stop() }
    for target in [inner.url(), inner.url(host: "localhost"), "http://169.254.169.254/latest/", "http://metadata.google.internal/"] {
      let outer = try LoopbackServer { _, connection in connection.answer("302 Found", headers: ["Location: \(target)"]) }
      defer { outer.stop() }
      #expect(try await isRefused(outer.url(), policy(of: inner)))
      #expect(outer.requests.count == 1)
    }
    #expect(inner.requests.isEmpty)
  }

  @Test func `a connection that another request left is not used`() async throws {
    let server = try LoopbackServer { _, connection in
      connection.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
      connection.waitForClose()
    }
    defer { server.stop() }
    _ = try await client.execute(.init(url: server.url()))
    #expect(try await isRefused(server.url(), policy(of: server)))
    #expect(server.requests.count == 1)
  }

  @Test func `looking before finds link-local addresses and other schemes, and lets names pass that lead nowhere`() async throws {
    let policy = OutboundAddressPolicy()
    for url in [
      "http://169.254.169.254/", "http://[fe80::1]/", "http://0xa9fea9fe/", "ftp://host/", "file:///etc/passwd", "", "gopher://127.0.0.1/",
    ] {
      await #expect(throws: OutboundRefusal.self) { try await policy.check(url) }
    }
    try await policy.check("http://nowhere.invalid/")
    do { try await policy.check("http://user:secret@169.254.169.254/a?token=secret") } catch {
      #expect(!"\(error)".contains("secret"))
      #expect("\(error)".contains("http://169.254.169.254/a"))
    }
  }

  @Test func `a time-out is told in the seconds that were given`() {
    #expect(Duration.milliseconds(200).inSeconds == "0.2 seconds")
    #expect((Duration.seconds(1) - .nanoseconds(400)).inSeconds == "1 second")
    #expect(Duration.seconds(30).inSeconds == "30 seconds")
    #expect(Duration.microseconds(1_250_400).inSeconds == "1.25 seconds")
    #expect(Duration.zero.inSeconds == "0 seconds")
  }
}
