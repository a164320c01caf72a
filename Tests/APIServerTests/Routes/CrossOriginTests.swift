import APIServer
import Hummingbird
import Testing

@Suite("Cross-origin requests")
struct CrossOriginTests {
  private static let origin = "http://a.example"

  @Test("with * the origin is echoed, and a star stands where there is none")
  func wildcard() async throws {
    let server = try TestServer(origins: ["*"])
    let answer = try await server.ask(.get, "/version", headers: [.origin: Self.origin])
    #expect(answer.headers[.accessControlAllowOrigin] == Self.origin)
    #expect(answer.headers[.accessControlAllowCredentials] == "true")
    #expect(answer.headers[.accessControlExposeHeaders] == "filename")
    #expect(answer.headers[.vary] == "Origin")
    let plain = try await server.ask(.get, "/version")
    #expect(plain.headers[.accessControlAllowOrigin] == "*")
    #expect(plain.headers[.vary] == nil)
  }

  @Test("a preflight is answered on any path, with the headers that were asked for")
  func preflight() async throws {
    let answer = try await TestServer(origins: ["*"]).ask(
      .options, "/any/path",
      headers: [.origin: Self.origin, .accessControlRequestMethod: "PUT", .accessControlRequestHeaders: "x-foo,content-type, X-Bar"])
    #expect(answer.status == 200)
    #expect(answer.headers[.accessControlAllowMethods] == "DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT")
    #expect(answer.headers[.accessControlAllowHeaders] == "X-Bar, content-type, x-foo")
  }

  @Test("without --cors there are no headers, and OPTIONS is still 200")
  func off() async throws {
    let answer = try await TestServer().ask(.options, "/version", headers: [.origin: Self.origin, .accessControlRequestMethod: "GET"])
    #expect(answer.status == 200)
    #expect(answer.headers[.accessControlAllowOrigin] == nil)
    #expect(answer.headers[.accessControlAllowMethods] == nil)
  }

  @Test(
    "named origins and patterns are compared whole and without regard to case",
    arguments: [
      ("http://a.example", true), ("HTTP://A.EXAMPLE", true), ("http://x.b.example", true), ("http://c.example", false),
      ("http://a.example.evil.example", false), ("http://x.b.example.evil", false),
    ])
  func named(origin: String, isAllowed: Bool) async throws {
    let server = try TestServer(origins: [Self.origin, #"http://.*\.b\.example"#])
    let answer = try await server.ask(.get, "/version", headers: [.origin: origin])
    #expect(answer.headers[.accessControlAllowOrigin] == (isAllowed ? origin : nil))
  }

  @Test("errors of the HTTP layer carry the headers, Rasa's own errors do not")
  func errors() async throws {
    let server = try TestServer(origins: ["*"])
    let missing = try await server.ask(.get, "/nope", headers: [.origin: Self.origin])
    #expect(missing.headers[.accessControlAllowOrigin] == Self.origin)
    let conflict = try await server.ask(.get, "/status", headers: [.origin: Self.origin])
    #expect(conflict.status == 409)
    #expect(conflict.headers[.accessControlAllowOrigin] == nil)
  }

  @Test("a malformed pattern is refused, naming it")
  func malformed() {
    let error = #expect(throws: OriginPattern.Malformed.self) { try CrossOrigin(["http://(*"]) }
    #expect(error?.description.contains("http://(*") == true)
  }
}
