import APIServer
import Dialogue
import JSON
import Shared
import TestSupport
import Testing

@Suite("The action server over HTTP")
struct HTTPActionServerTests {
  private let client = HTTPClient()

  private func server(
    _ json: JSONValue, compresses: Bool = false, maximumAnswerBytes: Int = 1_000
  ) throws -> HTTPActionServer {
    HTTPActionServer(
      try ActionServerEndpoint(json: json), client: client, compresses: compresses, maximumAnswerBytes: maximumAnswerBytes,
      metrics: ActionMetrics(factory: PrometheusRegistry(includingProcess: false)))
  }

  private func run(_ script: @escaping LoopbackServer.Script) async throws -> Result<[UInt8], ActionServerError> {
    let loopback = try LoopbackServer(script)
    defer { loopback.stop() }
    return await result(of: try server(["url": .string(loopback.url())]))
  }

  private func result(of server: HTTPActionServer) async -> Result<[UInt8], ActionServerError> {
    do { return .success(try await server.run(Array("{}".utf8))) } catch { return .failure(error) }
  }

  @Test("a call carries what the endpoint says, and its answer comes back")
  func call() async throws {
    let loopback = try LoopbackServer { _, connection in
      connection.answer(headers: ["Content-Type: application/json"], #"{"events": []}"#)
    }
    defer { loopback.stop() }
    let server = try server([
      "url": .string(loopback.url("/hook")), "token": "t", "headers": ["X-A": "b"], "basic_auth": ["username": "u", "password": "p"],
      "params": ["q": "1"],
    ])
    #expect(try await server.run(Array(#"{"a": 1}"#.utf8)) == Array(#"{"events": []}"#.utf8))
    let request = try #require(loopback.requests.first)
    #expect(request.hasPrefix("POST /hook?q=1&token=t "))
    for line in ["Content-Type: application/json", "X-A: b", "Authorization: Basic dTpw"] { #expect(request.contains(line)) }
    #expect(request.hasSuffix(#"{"a": 1}"#))
  }

  @Test("a status of 400 and above is told with its body")
  func status() async throws {
    let result = try await run { _, connection in connection.answer("400 Bad Request", #"{"action_name": "a"}"#) }
    #expect(result == .failure(.status(400, body: Array(#"{"action_name": "a"}"#.utf8))))
  }

  @Test("an answer of another content type counts as none, as in Rasa")
  func contentType() async throws {
    let result = try await run { _, connection in connection.answer(headers: ["Content-Type: text/html"], "{}") }
    #expect(result == .success([]))
  }

  @Test("a broken or endless answer is a failure with a reason")
  func faults() async throws {
    let scripts: [LoopbackServer.Script] = [
      { _, connection in connection.resetOnClose() }, { _, connection in connection.send("what?\r\n\r\n") },
      { _, connection in connection.send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{") },
      { _, connection in connection.answer(headers: ["Content-Type: application/json"], String(repeating: " ", count: 1_001)) },
    ]
    for script in scripts {
      guard case .failure(.noAnswer(let reason)) = try await run(script) else {
        Issue.record("there was an answer")
        continue
      }
      #expect(!reason.isEmpty)
    }
  }

  @Test("nobody there is a failure, whose reason holds no secret")
  func nobody() async throws {
    let loopback = try LoopbackServer { _, _ in }
    let url = loopback.url()
    loopback.stop()
    guard case .failure(.noAnswer(let reason)) = await result(of: try server(["url": .string(url), "token": "s3cret"])) else {
      Issue.record("there was an answer")
      return
    }
    #expect(!reason.contains("s3cret"))
  }

  @Test("an answer may come compressed, and its limit holds for what becomes of it", arguments: [1_000, 999])
  func compressedAnswer(limit: Int) async throws {
    let text = "{\"a\": \"" + String(repeating: "a", count: 1_000 - 9) + "\"}"
    let loopback = try LoopbackServer { _, connection in
      let body = GzipFixture.compress(Array(text.utf8))
      connection.send("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\nConnection: close\r\n\r\n")
      connection.send(body)
    }
    defer { loopback.stop() }
    let result = await result(of: try server(["url": .string(loopback.url())], maximumAnswerBytes: limit))
    if limit < text.utf8.count {
      guard case .failure(.noAnswer) = result else { throw TooLong() }
    } else {
      #expect(result == .success(Array(text.utf8)))
    }
  }

  private struct TooLong: Error {}

  @Test("a call may take as long as the endpoint says")
  func timeout() async throws {
    let loopback = try LoopbackServer { _, connection in connection.waitForClose() }
    defer { loopback.stop() }
    guard case .failure(.noAnswer(let reason)) = await result(of: try server(["url": .string(loopback.url()), "timeout": 0.2])) else {
      Issue.record("there was an answer")
      return
    }
    #expect(reason.contains("within"))
    #expect(try ActionServerEndpoint(json: ["url": "http://a"]).server.timeout == .seconds(300))
    for wrong: JSONValue in [0, -1, "soon", [], 1e9] {
      #expect(throws: EndpointError.self) { try ActionServerEndpoint(json: ["url": "http://a", "timeout": wrong]) }
    }
  }

  @Test("bodies are compressed where that is asked for")
  func compression() async throws {
    let loopback = try LoopbackServer { _, connection in connection.answer(headers: ["Content-Type: application/json"], "{}") }
    defer { loopback.stop() }
    let server = try server(["url": .string(loopback.url())], compresses: true)
    _ = try await server.run([UInt8](repeating: UInt8(ascii: "a"), count: 10_000))
    let request = try #require(loopback.requests.first)
    #expect(request.contains("Content-Encoding: deflate"))
    #expect(request.utf8.count < 1_000)
  }

  @Test("whether the domain is sent to every action is a setting")
  func selectiveDomain() throws {
    #expect(try server(["url": "http://a", "enable_selective_domain": true]).sendsDomainSelectively)
    #expect(try !server(["url": "http://a"]).sendsDomainSelectively)
  }
}
