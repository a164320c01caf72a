import Foundation
import Shared
import SystemPackage
import TestSupport
import Testing

@Suite("A request's body that comes from a file")
struct HTTPUploadTests {
  private let client = HTTPClient()

  func withFile<Result>(_ bytes: [UInt8], _ body: (FileDescriptor) async throws -> Result) async throws -> Result {
    try await TestDirectory.with("upload") { directory in
      let path = directory.appending("body")
      try Data(bytes).write(to: URL(fileURLWithPath: path.string))
      let file = try FileDescriptor.open(path, .readOnly)
      defer { try? file.close() }
      return try await body(file)
    }
  }

  @Test("it arrives whole, between what stands around it, with its length", arguments: ["PUT", "POST"])
  func whole(method: String) async throws {
    let text = String(repeating: "0123456789abcdef", count: 40_000)
    let server = try LoopbackServer { _, connection in connection.answer("201 Created") }
    defer { server.stop() }
    let progress = TransferProgress()
    try await withFile(Array(text.utf8)) { file in
      var request = HTTPClient.Request(url: server.url("/a"), method: method, headers: ["Content-Type": "application/gzip"])
      request.fileBody = FileBody(file, bytes: Int64(text.utf8.count), head: Array("<head>".utf8), tail: Array("<tail>".utf8))
      let sent = request
      let answer = try await TransferProgress.$current.withValue(progress) { try await client.execute(sent) }
      #expect(answer.status == 201)
    }
    let received = try #require(server.requests.first)
    #expect(received.hasPrefix("\(method) /a HTTP/1.1\r\n"))
    #expect(received.contains("Content-Length: \(text.utf8.count + 12)\r\n"))
    #expect(!received.contains("Transfer-Encoding") && !received.contains("Expect"))
    #expect(received.hasSuffix("\r\n\r\n<head>\(text)<tail>"))
    #expect(progress.reading == .init(bytes: Int64(text.utf8.count + 12), total: Int64(text.utf8.count + 12)))
  }

  @Test("an answer that comes instead of it is the answer, and the body is not sent")
  func refusedEarly() async throws {
    let server = try LoopbackServer(listens: false) { _, connection in
      while let line = connection.readLine(), line != "\r" {}
      connection.answer("412 Precondition Failed")
    }
    defer { server.stop() }
    let progress = TransferProgress()
    try await withFile([UInt8](repeating: 1, count: 5_000_000)) { file in
      var request = HTTPClient.Request(url: server.url(), method: "PUT", headers: ["Expect": "100-continue"])
      request.fileBody = FileBody(file, bytes: 5_000_000)
      let sent = request
      let answer = try await TransferProgress.$current.withValue(progress) { try await client.execute(sent) }
      #expect(answer.status == 412)
      #expect(progress.reading?.bytes == 0)
    }
  }

  @Test("a file that has become shorter is an error of its own")
  func shortened() async throws {
    let server = try LoopbackServer(listens: false) { _, connection in connection.waitForClose() }
    defer { server.stop() }
    try await withFile(Array("short".utf8)) { file in
      var request = HTTPClient.Request(url: server.url(), method: "PUT")
      request.fileBody = FileBody(file, bytes: 100_000)
      let sent = request
      await #expect(throws: HTTPClientError.cannotRead(.ioError)) { _ = try await client.execute(sent) }
    }
  }

  @Test("a download tells how far it has come")
  func download() async throws {
    let server = try LoopbackServer { _, connection in connection.answer("200 OK", String(repeating: "x", count: 10_000)) }
    defer { server.stop() }
    let progress = TransferProgress()
    try await FetchedFile.with { file in
      _ = try await TransferProgress.$current.withValue(progress) { try await client.download(.init(url: server.url()), to: file.file) }
    }
    #expect(progress.reading == .init(bytes: 10_000, total: 10_000))
  }
}
