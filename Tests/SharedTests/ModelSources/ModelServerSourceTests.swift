import Foundation
import JSON
import Shared
import SystemPackage
import TestSupport
import Testing

@Suite("A model server is asked as Rasa asks it")
struct ModelServerSourceTests {
  func fetch(
    from server: LoopbackServer, unless fingerprint: Fingerprint? = nil, limits: DownloadLimits = DownloadLimits(),
    endpoint: ModelServerEndpoint? = nil
  ) async throws -> ModelSourceAnswer {
    defer { server.stop() }
    let client = HTTPClient()
    defer { client.shutdown() }
    let endpoint = try endpoint ?? ModelServerEndpoint(url: server.url("/model"))
    return try await TestDirectory.with("server") { directory in
      let path = directory.appending("archive")
      let file = try FileDescriptor.open(path, .readWrite, options: [.create], permissions: .ownerReadWrite)
      defer { try? file.close() }
      return try await ModelServerSource(endpoint, client: client, limits: limits).fetch(unless: fingerprint, into: file)
    }
  }

  func archive(_ answer: ModelSourceAnswer) -> FetchedArchive? { if case .fetched(let archive) = answer { archive } else { nil } }

  @Test("the query tells sources at one address apart, whatever the token, and is not to be read from what is written down")
  func identities() throws {
    let client = HTTPClient()
    defer { client.shutdown() }
    func identity(_ json: JSONValue) throws -> SourceIdentity {
      ModelServerSource(try ModelServerEndpoint(json: json), client: client).identity
    }
    let plain = try identity(["url": "http://h/m#top"])
    let alice = try identity(["url": "http://h/m?bot=alice#top"])
    #expect(plain == SourceIdentity("http://h/m") && plain != alice)
    #expect(alice != (try identity(["url": "http://h/m?bot=bob"])))
    #expect(alice == (try identity(["url": "http://h/m", "params": ["bot": "alice"]])))
    #expect(alice == (try identity(["url": "http://h/m?bot=alice", "token": "secret"])))
    #expect(alice == (try identity(["url": "http://h/m?bot=alice", "token": "secret", "params": ["token": "another"]])))
    #expect(alice.description == "http://h/m" && alice.queryDigest?.contains("alice") == false)
  }

  @Test("before any model there is no If-None-Match")
  func firstRequest() async throws {
    let server = try LoopbackServer { _, connection in connection.answer(headers: ["ETag: \"a\""], "x") }
    let answer = try await fetch(from: server)
    #expect(archive(answer)?.fingerprint == Fingerprint("\"a\""))
    #expect(server.requests.first?.lowercased().contains("if-none-match") == false)
  }

  @Test("the fingerprint is sent back in exactly the words in which it came", arguments: ["\"a\"", "W/\"a b\"", "bare", "\""])
  func verbatim(tag: String) async throws {
    let server = try LoopbackServer { _, connection in connection.answer("304 Not Modified") }
    let answer = try await fetch(from: server, unless: Fingerprint(tag))
    #expect(answer == .unchanged)
    #expect(server.requests.first?.contains("If-None-Match: \(tag)\r\n") == true)
  }

  @Test(
    "an ETag that cannot be sent back counts as none, and one that is known already is left out",
    arguments: ["\"a\u{1}b\"", "\"é\"", "\"" + String(repeating: "a", count: 2_000) + "\""])
  func unusableTag(tag: String) async throws {
    let server = try LoopbackServer { _, connection in connection.answer(headers: ["ETag: \(tag)"], "bytes") }
    let answer = try await fetch(from: server, unless: Fingerprint(tag))
    #expect(archive(answer)?.fingerprint == Fingerprint(SHA256.hash(of: Array("bytes".utf8)).hexadecimal))
    #expect(server.requests.first?.lowercased().contains("if-none-match") == false)
  }

  @Test("without an ETag the digest is the fingerprint")
  func noTag() async throws {
    let server = try LoopbackServer { _, connection in connection.answer("200 OK", "bytes") }
    let digest = SHA256.hash(of: Array("bytes".utf8)).hexadecimal
    let answer = try await fetch(from: server)
    #expect(archive(answer)?.fingerprint == Fingerprint(digest))
  }

  @Test("204 and 304 to someone who has nothing are failures", arguments: [204, 304])
  func nothingThere(status: Int) async throws {
    let server = try LoopbackServer { _, connection in connection.answer("\(status) X") }
    await #expect(throws: ModelSourceError.nothingThere(status: status, source: server.url("/model"))) {
      try await fetch(from: server)
    }
  }

  @Test("every other status is a failure that names it", arguments: [201, 206, 400, 401, 403, 404, 429, 500, 503])
  func statuses(status: Int) async throws {
    let server = try LoopbackServer { _, connection in connection.answer("\(status) X", "not a model") }
    await #expect(throws: ModelSourceError.status(status, source: server.url("/model"))) {
      try await fetch(from: server, unless: Fingerprint("a"))
    }
  }

  @Test(
    "of the filename header only the last part counts",
    arguments: [
      ("../../etc/passwd", "passwd"), ("/a/b.tar.gz", "b.tar.gz"), ("..", "model.tar.gz"), ("..\\x.tar.gz", "x.tar.gz"),
      ("/", "model.tar.gz"), ("20240101-name.tar.gz", "20240101-name.tar.gz"),
    ])
  func fileName(header: String, name: String) async throws {
    let server = try LoopbackServer { _, connection in connection.answer(headers: ["filename: \(header)"], "x") }
    let answer = try await fetch(from: server)
    #expect(archive(answer)?.displayName == name)
  }

  @Test("an answer that is cut is a failure")
  func cut() async throws {
    let server = try LoopbackServer { _, connection in connection.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nfew bytes") }
    await #expect {
      _ = try await fetch(from: server)
    } throws: {
      if case .transfer(.truncatedBody) = $0 as? ModelSourceError { true } else { false }
    }
  }

  @Test("an archive larger than allowed is a failure")
  func tooLarge() async throws {
    let server = try LoopbackServer { _, connection in connection.answer("200 OK", String(repeating: "x", count: 5_000)) }
    await #expect {
      _ = try await fetch(from: server, limits: DownloadLimits(maximumBytes: 1_000))
    } throws: {
      ($0 as? ModelSourceError)?.kind == "too_large"
    }
  }

  @Test("token, parameters, headers and basic authentication reach the server; none reaches the summary or an error")
  func credentials() async throws {
    let server = try LoopbackServer { _, connection in connection.answer("403 Forbidden") }
    let endpoint = try ModelServerEndpoint(json: [
      "url": .string(server.url("/model")), "token": "secret1", "token_name": "key", "params": ["tag": "secret2"],
      "headers": ["X-Team": "secret3"], "basic_auth": ["username": "me", "password": "secret4"],
    ])
    do {
      _ = try await fetch(from: server, endpoint: endpoint)
      Issue.record("403 is a failure")
    } catch {
      #expect(!"\(error)".contains("secret"))
    }
    let request = try #require(server.requests.first)
    #expect(request.hasPrefix("GET /model?tag=secret2&key=secret1 HTTP/1.1\r\n"))
    #expect(request.contains("X-Team: secret3\r\n"))
    #expect(request.contains("Authorization: Basic bWU6c2VjcmV0NA==\r\n"))
  }

  @Test("a redirect is followed, and its target's ETag counts")
  func redirect() async throws {
    let server = try LoopbackServer { request, connection in
      if request.hasPrefix("GET /model ") { return connection.answer("302 Found", headers: ["Location: /real", "ETag: \"no\""]) }
      connection.answer(headers: ["ETag: \"yes\""], "x")
    }
    let answer = try await fetch(from: server)
    #expect(archive(answer)?.fingerprint == Fingerprint("\"yes\""))
  }
}
