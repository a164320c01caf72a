import Dispatch
import Glibc
import JSON
import TestSupport
import Testing

extension EndToEnd {
  /// Several requests on one connection.
  @Suite
  struct ExchangeTests {
    /// A request whose answer, a 400, comes when the model server that it names is released.
    private struct Held {
      let release = DispatchSemaphore(value: 0)
      let modelServer: LoopbackServer
      private let asked: AsyncStream<Void>

      init() throws {
        let (asked, asking) = AsyncStream.makeStream(of: Void.self)
        self.asked = asked
        let release = release
        modelServer = try LoopbackServer { _, connection in
          asking.finish()
          release.wait()
          connection.answer("404 Not Found")
        }
      }

      var text: String {
        let body = (["model_server": ["url": .string(modelServer.url())]] as JSONValue).jsonText
        return "PUT /model HTTP/1.1\r\nHost: localhost\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
      }

      func waitUntilAsked() async { for await _ in asked {} }

      func end() {
        release.signal()
        modelServer.stop()
      }
    }

    private static let version = "GET /version HTTP/1.1\r\nHost: localhost\r\n\r\n"

    private static func statuses(_ answers: String) -> [Substring] {
      answers.ranges(of: "HTTP/1.1 ").map { answers[$0.upperBound...].prefix(3) }
    }

    @Test("an offer of another protocol is declined with an answer that ends the connection")
    func upgrade() async throws {
      let server = try await RunningAPIServer.serving(Example.archive)
      let connection = try RawConnection(port: server.port, timeout: .seconds(45))
      connection.send(
        "GET /version HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n\r\n"
      )
      let answer = try connection.readToEnd()
      #expect(answer.hasPrefix("HTTP/1.1 200 ") && answer.contains("connection: close"))
      #expect(try await server.program.stop() == .exit(0))
    }

    @Test("a client that asks first is told to send its body")
    func expectContinue() async throws {
      let server = try await RunningAPIServer.serving(Example.archive)
      let connection = try RawConnection(port: server.port, timeout: .seconds(45))
      let body = (["text": .string(Example.message)] as JSONValue).jsonText
      for _ in 0..<2 {
        connection.send(
          "POST /model/parse HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: \(body.utf8.count)\r\n\r\n")
        #expect(try connection.read(through: "\r\n\r\n").hasPrefix("HTTP/1.1 100 Continue\r\n"))
        connection.send(body)
        let head = try connection.read(through: "\r\n\r\n").lowercased()
        #expect(head.hasPrefix("http/1.1 200 "))
        let length = try #require(head.firstRange(of: "content-length: ").flatMap { Int(head[$0.upperBound...].prefix { $0.isNumber }) })
        #expect(try connection.read(count: length).last == UInt8(ascii: "}"))
      }
      #expect(try await server.program.stop() == .exit(0))
    }

    @Test("a client that asks first about a body that is too large is refused at once")
    func expectRefusal() async throws {
      let server = try await RunningAPIServer.serving(Example.archive)
      let connection = try RawConnection(port: server.port, timeout: .seconds(45))
      connection.send("POST /model/parse HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 1073741824\r\n\r\n")
      #expect(try connection.readToEnd().hasPrefix("HTTP/1.1 413 "))
      #expect(try await server.program.stop() == .exit(0))
    }

    @Test(
      "what arrives behind a request that is being answered costs that request nothing",
      arguments: ["GET /ver", "GET /" + String(repeating: "a", count: 20_000)])
    func refusedBehind(beginning: String) async throws {
      let server = try await RunningAPIServer.serving(Example.archive, ["--request-timeout", "1"])
      let held = try Held()
      let connection = try RawConnection(port: server.port, timeout: .seconds(45))
      connection.send(held.text)
      await held.waitUntilAsked()
      connection.send(beginning)
      try await Task.sleep(for: .seconds(2))
      held.end()
      let statuses = Self.statuses(try connection.readToEnd())
      #expect(statuses.first == "400")
      #expect(statuses.dropFirst() == (beginning.utf8.count < 100 ? ["408"] : []))
      #expect(try await server.program.stop() == .exit(0))
    }

    @Test("requests that are there when the server is told to stop are all answered, and the last answer says so")
    func draining() async throws {
      let server = try await RunningAPIServer.serving(Example.archive, ["--shutdown-delay", "5"])
      let held = try Held()
      let connection = try RawConnection(port: server.port, timeout: .seconds(45))
      connection.send(held.text + Self.version + Self.version)
      await held.waitUntilAsked()
      server.program.send(signal: SIGTERM)
      try await server.program.wait(for: "a server that is not ready") { try HTTPCall.get("/readyz").send(to: server.port).status == 503 }
      held.end()
      let answers = try connection.readToEnd()
      #expect(Self.statuses(answers) == ["400", "200", "200"])
      #expect(answers.ranges(of: "connection: close").count == 1)
      #expect(try await server.program.waitForEnd() == .exit(0))
    }

    @Test("large bodies that never end leave room for small ones, and none for more of their kind")
    func bodyRoom() async throws {
      let server = try await RunningAPIServer.serving(Example.archive)
      let large = String(repeating: " ", count: 9_500_000)
      let head = "POST /model/parse HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10000000\r\n\r\n"
      let hogs = try (0..<18).map { _ in try RawConnection(port: server.port) }
      for hog in hogs where hog.send(head) { hog.send(large) }
      let body = (["text": .string(Example.message)] as JSONValue).jsonText
      let small = try RawConnection(port: server.port)
      small.send("POST /model/parse HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: \(body.utf8.count)\r\n\r\n{")
      try await Task.sleep(for: .milliseconds(100))
      small.send(String(body.dropFirst()))
      #expect(try small.readToEnd().hasPrefix("HTTP/1.1 200 "))
      let another = try RawConnection(port: server.port)
      another.send(head)
      another.send(large)
      #expect(try another.readToEnd().hasPrefix("HTTP/1.1 503 "))
      withExtendedLifetime(hogs) {}
      await server.program.kill()
    }
  }
}
