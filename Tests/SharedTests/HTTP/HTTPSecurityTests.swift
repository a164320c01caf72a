import Shared
import SystemPackage
import TestSupport
import Testing

/// Against a server with a certificate of its own making, which is valid for 127.0.0.1 and nothing else.
@Suite struct HTTPSecurityTests {
  private let client = HTTPClient()

  private func withServer(_ body: (_ port: Int, _ certificate: FilePath) async throws -> Void) async throws {
    try await TestDirectory.with("tls") { directory in
      let (key, certificate) = (directory.appending("key.pem"), directory.appending("certificate.pem"))
      let openssl = try SearchPath.find("openssl")
      let maker = try RunningProgram(
        openssl,
        [
          "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj", "/CN=test",
          "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key.string, "-out", certificate.string,
        ])
      _ = try await maker.waitForEnd()
      let port = try LoopbackPort.free()
      let server = try RunningProgram(
        openssl, ["s_server", "-accept", "127.0.0.1:\(port)", "-key", key.string, "-cert", certificate.string, "-www", "-quiet"])
      do {
        try await server.wait(for: "a TLS server") { LoopbackPort.answers(port) }
        try await body(port, certificate)
      } catch {
        await server.kill()
        throw error
      }
      await server.kill()
    }
  }

  private func failure(_ url: String, trusting certificate: FilePath?) async throws -> HTTPClientError {
    let request = Self.request(url, trusting: certificate)
    let error = await #expect(throws: HTTPClientError.self) { _ = try await client.execute(request) }
    return try #require(error)
  }

  private static func request(_ url: String, trusting certificate: FilePath?) -> HTTPClient.Request {
    var request = HTTPClient.Request(url: url)
    request.certificateAuthorityFile = certificate
    return request
  }

  @Test("a certificate is trusted only if it is told to be, and only for its host")
  func trust() async throws {
    try await withServer { port, certificate in
      let request = Self.request("https://127.0.0.1:\(port)/", trusting: certificate)
      let response = try await client.execute(request)
      #expect(response.status == 200)

      guard case .insecure = try await failure(request.url, trusting: nil) else {
        Issue.record("an unknown certificate was trusted")
        return
      }
      guard case .insecure = try await failure("https://localhost:\(port)/", trusting: certificate) else {
        Issue.record("a certificate was taken for another host's")
        return
      }
    }
  }

  @Test("a file of certificates that is not there, or holds none, is named", arguments: ["/nonexistent/ca.pem", "/dev/null"])
  func unreadable(path: String) async throws {
    try await withServer { port, _ in
      let error = try await failure("https://127.0.0.1:\(port)/", trusting: FilePath(path))
      #expect(error == .unreadableCertificates(FilePath(path)))
    }
  }

  @Test("a server that does not speak TLS is no secure one")
  func plaintext() async throws {
    let server = try LoopbackServer(listens: false) { _, connection in
      connection.answer()
      connection.waitForClose()
    }
    defer { server.stop() }
    let error = try await failure("https://127.0.0.1:\(server.port)/", trusting: nil)
    switch error {
    case .insecure, .connectionLost: break
    default: Issue.record("\(error)")
    }
  }
}
