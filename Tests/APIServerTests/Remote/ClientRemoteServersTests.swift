import APIServer
import NLU
import Shared
import TestSupport
import Testing

@Suite("Other servers are asked through the HTTP client")
struct ClientRemoteServersTests {
  private func request(_ url: String, timeout: Duration? = .patience, maximumAnswerBytes: Int = 1_000) -> RemoteRequest {
    RemoteRequest(
      url: url, contentType: "application/x-www-form-urlencoded; charset=UTF-8", body: Array("text=a+b&dims=null".utf8), timeout: timeout,
      maximumAnswerBytes: maximumAnswerBytes)
  }

  @Test("the request goes out as it was made, and the answer comes back whatever its status", arguments: [200, 404, 500])
  func answers(status: Int) async throws {
    let server = try LoopbackServer { _, connection in connection.answer("\(status) Text", "[]") }
    defer { server.stop() }
    let client = HTTPClient()
    defer { client.shutdown() }
    let answer = try await ClientRemoteServers(client: client).post(request(server.url("/parse")))
    #expect(answer.status == status)
    #expect(answer.body == Array("[]".utf8))
    let sent = try #require(server.requests.first)
    #expect(sent.hasPrefix("POST /parse HTTP/1.1\r\n"))
    #expect(sent.contains("\r\nContent-Type: application/x-www-form-urlencoded; charset=UTF-8\r\n"))
    #expect(sent.hasSuffix("\r\n\r\ntext=a+b&dims=null"))
  }

  /// What a server may do wrong.
  enum Fault: CaseIterable, Sendable {
    case silence, reset, endlessBody, shortBody, noHTTP, gone
  }

  @Test("whatever goes wrong is a failure, in a sentence without the password", arguments: Fault.allCases)
  func faults(fault: Fault) async throws {
    let server = try LoopbackServer { _, connection in
      switch fault {
      case .silence: connection.waitForClose()
      case .reset: connection.resetOnClose()
      case .endlessBody:
        connection.send("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")
        while connection.send("[[[[[[[[[[") {}
      case .shortBody: connection.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n[")
      case .noHTTP: connection.send("[]\r\n\r\n")
      case .gone: break
      }
    }
    if fault == .gone { server.stop() }
    defer { if fault != .gone { server.stop() } }
    let client = HTTPClient()
    defer { client.shutdown() }
    let url = "http://user:secret@127.0.0.1:\(server.port)/parse"
    let failure = await #expect(throws: RemoteFailure.self) {
      try await ClientRemoteServers(client: client).post(request(url, timeout: fault == .silence ? .milliseconds(50) : .patience))
    }
    #expect(failure?.isCancellation == false)
    #expect(failure?.description.contains("secret") == false)
    #expect(failure?.description.contains("127.0.0.1") == true)
  }

  @Test("who stops waiting stops the exchange, and that is no failure to report")
  func cancellation() async throws {
    let server = try LoopbackServer { _, connection in connection.waitForClose() }
    defer { server.stop() }
    let client = HTTPClient()
    defer { client.shutdown() }
    let url = server.url("/parse")
    let asking = Task { try await ClientRemoteServers(client: client).post(request(url)) }
    try await Condition.wait(for: "a request") { !server.requests.isEmpty }
    asking.cancel()
    let failure = await #expect(throws: RemoteFailure.self) { try await asking.value }
    #expect(failure?.isCancellation == true)
  }
}
