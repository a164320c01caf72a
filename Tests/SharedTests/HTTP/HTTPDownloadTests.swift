import Foundation
import Shared
import SystemPackage
import TestSupport
import Testing

@Suite struct HTTPDownloadTests {
  private let client = HTTPClient()

  /// What a download brings, and what the file holds afterwards.
  private func download(
    _ request: HTTPClient.Request
  ) async throws -> (result: Result<HTTPClient.Download, HTTPClientError>, file: [UInt8]) {
    try await TestDirectory.with("download") { directory in
      let path = directory.appending("body")
      let file = try FileDescriptor.open(path, .readWrite, options: [.create], permissions: .ownerReadWrite)
      defer { try? file.close() }
      let result: Result<HTTPClient.Download, HTTPClientError>
      do throws(HTTPClientError) {
        result = .success(try await client.download(request, to: file))
      } catch {
        result = .failure(error)
      }
      return (result, Array(try Data(contentsOf: URL(fileURLWithPath: path.string))))
    }
  }

  @Test("a body is streamed to the file and hashed on its way", arguments: [0, 1, 100_000, 5_000_000])
  func streams(size: Int) async throws {
    let body = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    let server = try LoopbackServer { _, connection in
      connection.send("HTTP/1.1 200 OK\r\nContent-Length: \(size)\r\nETag: \"e\"\r\n\r\n")
      connection.send(body)
    }
    defer { server.stop() }
    let (result, file) = try await download(.init(url: server.url()))
    let download = try result.get()
    #expect(download.status == 200)
    #expect(download.headers["ETag"] == "\"e\"")
    #expect(download.bytes == Int64(size))
    #expect(download.sha256 == SHA256.hash(of: body))
    #expect(file == body)
  }

  @Test("a chunked body is whole as well")
  func chunked() async throws {
    let server = try LoopbackServer { _, connection in
      connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n6\r\n world\r\n0\r\nETag: \"trailer\"\r\n\r\n")
    }
    defer { server.stop() }
    let (result, file) = try await download(.init(url: server.url()))
    #expect(file == Array("hello world".utf8))
    #expect(try result.get().headers["ETag"] == nil)
  }

  @Test(
    "only a 200 reaches the file", arguments: ["304 Not Modified", "404 Not Found", "206 Partial Content", "500 Internal Server Error"])
  func otherStatuses(status: String) async throws {
    let body = status.hasPrefix("304") ? "" : String(repeating: "no model", count: 100_000)
    let server = try LoopbackServer { _, connection in connection.answer(status, body) }
    defer { server.stop() }
    let (result, file) = try await download(.init(url: server.url()))
    #expect(try result.get().bytes == 0)
    #expect(status.hasPrefix("\(try result.get().status)"))
    #expect(file.isEmpty)
  }

  @Test("the body of a redirect does not reach the file")
  func redirect() async throws {
    let server = try LoopbackServer { request, connection in
      if request.hasPrefix("GET / ") { return connection.answer("302 Found", headers: ["Location: /b"], "elsewhere") }
      connection.answer("200 OK", "here")
    }
    defer { server.stop() }
    let (result, file) = try await download(.init(url: server.url()))
    #expect(try result.get().sha256 == SHA256.hash(of: Array("here".utf8)))
    #expect(file == Array("here".utf8))
  }

  @Test("a body that ends before its length is refused")
  func truncated() async throws {
    let server = try LoopbackServer { _, connection in connection.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello") }
    defer { server.stop() }
    let (result, _) = try await download(.init(url: server.url()))
    #expect(throws: HTTPClientError.truncatedBody(DisplayURL(server.url()), received: 5)) { try result.get() }
  }

  @Test("a chunked body without its end is refused", arguments: ["5\r\nhello\r\n", "5\r\nhel", ""])
  func truncatedChunks(body: String) async throws {
    let server = try LoopbackServer { _, connection in
      connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + body)
    }
    defer { server.stop() }
    let (result, _) = try await download(.init(url: server.url()))
    let error = #expect(throws: HTTPClientError.self) { try result.get() }
    switch error {
    case .truncatedBody, .connectionLost: break
    default: Issue.record("\(String(describing: error))")
    }
  }

  @Test("a body that is larger than allowed is refused, whether it says so or not")
  func tooLarge() async throws {
    let declaring = try LoopbackServer { _, connection in connection.send("HTTP/1.1 200 OK\r\nContent-Length: 1000000000000\r\n\r\nx") }
    defer { declaring.stop() }
    let endless = try LoopbackServer { _, connection in
      connection.send("HTTP/1.1 200 OK\r\n\r\n")
      while connection.send(String(repeating: "x", count: 1000)) {}
    }
    defer { endless.stop() }
    for server in [declaring, endless] {
      var request = HTTPClient.Request(url: server.url())
      request.maximumBodyBytes = 5_000
      let (result, file) = try await download(request)
      #expect(throws: HTTPClientError.bodyTooLarge(DisplayURL(server.url()), limit: 5_000)) { try result.get() }
      #expect(file.count <= 5_000)
    }
  }

  @Test("a full disk is named as what it is")
  func fullDisk() async throws {
    let server = try LoopbackServer { _, connection in connection.answer("200 OK", "hello") }
    defer { server.stop() }
    let full = try FileDescriptor.open("/dev/full", .writeOnly)
    defer { try? full.close() }
    await #expect(throws: HTTPClientError.cannotWrite(.noSpace)) { _ = try await client.download(.init(url: server.url()), to: full) }
  }

  @Test("a limited rate still brings everything")
  func receiveRate() async throws {
    let body = String(repeating: "x", count: 300_000)
    let server = try LoopbackServer { _, connection in connection.answer("200 OK", body) }
    defer { server.stop() }
    var request = HTTPClient.Request(url: server.url())
    request.maximumReceiveRate = 1_000_000
    #expect(try await download(request).file.count == body.utf8.count)
  }

  @Test("a cancelled download lets go of its file and its connection")
  func cancellation() async throws {
    let hasClosed = Flag()
    let server = try LoopbackServer { _, connection in
      connection.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhello")
      connection.waitForClose()
      hasClosed.raise()
    }
    defer { server.stop() }
    let request = HTTPClient.Request(url: server.url())
    let task = Task { try await download(request) }
    try await Condition.wait(for: "a request") { !server.requests.isEmpty }
    task.cancel()
    let (result, file) = try await task.value
    #expect(throws: HTTPClientError.cancelled) { try result.get() }
    #expect(file.count <= 5)
    try await Condition.wait(for: "the end of the connection") { hasClosed.isRaised }
  }
}
