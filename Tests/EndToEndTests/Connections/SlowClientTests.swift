import JSON
import SystemPackage
import TestSupport
import Testing

extension EndToEnd {
  /// Clients that keep connections without getting on.
  @Suite
  struct SlowClientTests {
    private static let head = "POST /model/parse HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n"

    @Test("a request that does not arrive in time is answered with 408", arguments: [head, head + "\r\n{", "G"])
    func slowRequest(beginning: String) async throws {
      let server = try await RunningAPIServer.serving(Example.archive, ["--request-timeout", "1"])
      let connection = try RawConnection(port: server.port)
      connection.send(beginning)
      #expect(try connection.readToEnd().hasPrefix("HTTP/1.1 408 "))
      #expect(try server.parse(Example.message).status == 200)
      #expect(try await server.program.stop() == .exit(0))
    }

    @Test("a connection without a request is closed, and one that was used before as well", arguments: [false, true])
    func idle(used: Bool) async throws {
      let server = try await RunningAPIServer.serving(Example.archive, ["--idle-timeout", "1"])
      let connection = try RawConnection(port: server.port)
      if used { connection.send("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n") }
      #expect(try connection.readToEnd().isEmpty == !used)
      #expect(try await server.program.stop() == .exit(0))
    }

    @Test("a handshake that does not go on is given up")
    func slowHandshake() async throws {
      try await TestDirectory.with("handshake") { directory in
        let authority = try TestAuthority(in: directory)
        let server = try await RunningAPIServer.start(
          ["-m", Example.archive.string, "--request-timeout", "1"] + authority.server("localhost").flags)
        let connection = try RawConnection(port: server.port)
        connection.send("\u{16}\u{3}\u{1}")
        #expect(try connection.readToEnd().isEmpty)
        #expect(try await server.program.stop() == .exit(0))
      }
    }

    @Test("more connections than allowed wait until one ends")
    func connectionLimit() async throws {
      let server = try await RunningAPIServer.serving(Example.archive, ["--maximum-connections", "2", "--idle-timeout", "2"])
      let first = try RawConnection(port: server.port)
      let second = try RawConnection(port: server.port)
      let third = try RawConnection(port: server.port)
      third.send("GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
      #expect(try third.readToEnd().hasPrefix("HTTP/1.1 200 "))
      // Whoever waited was served when these had been idle for long enough.
      #expect(try first.readToEnd().isEmpty && second.readToEnd().isEmpty)
      #expect(try await server.program.stop() == .exit(0))
    }

    @Test(
      "a request whose head is too large is refused, and the connection ends",
      arguments: [
        "X-Long: \(String(repeating: "a", count: 20_000))\r\n", String(repeating: "X-Many: a\r\n", count: 2_000),
      ])
    func largeHead(fields: String) async throws {
      let server = try await RunningAPIServer.serving(Example.archive)
      let connection = try RawConnection(port: server.port)
      connection.send("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\(fields)\r\n")
      #expect(try connection.readToEnd().hasPrefix("HTTP/1.1 400 "))
      #expect(try server.parse(Example.message).status == 200)
      #expect(try await server.program.stop() == .exit(0))
    }

    @Test("a body that is too large is refused before it is there, and the connection ends")
    func largeBody() async throws {
      let server = try await RunningAPIServer.serving(Example.archive)
      let connection = try RawConnection(port: server.port)
      connection.send("POST /model/parse HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1073741824\r\n\r\n{")
      let answer = try connection.readToEnd()
      #expect(answer.hasPrefix("HTTP/1.1 413 ") && answer.contains("connection: close"))
      #expect(try await server.program.stop() == .exit(0))
    }
  }
}
