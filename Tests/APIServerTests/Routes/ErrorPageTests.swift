import APIServer
import Hummingbird
import Testing

@Suite("Errors of the HTTP layer")
struct ErrorPageTests {
  @Test("a client that says nothing gets plain text")
  func plainText() async throws {
    let answer = try await TestServer().ask(.get, "/no/such/path")
    #expect(answer.status == 404)
    #expect(answer.headers[.contentType] == "text/plain; charset=utf-8")
    #expect(answer.text == "⚠️ 404 — Not Found\n==================\nRequested URL /no/such/path not found\n\n")
  }

  @Test("a client that takes JSON gets JSON")
  func json() async throws {
    let answer = try await TestServer().ask(.get, "/nope?x=1", headers: [.accept: "application/json"])
    #expect(answer.text == #"{"description":"Not Found","status":404,"message":"Requested URL /nope not found"}"#)
  }

  @Test("HTML does not repeat what a client smuggles into the path")
  func html() async throws {
    let answer = try await TestServer().ask(.get, "/<script>", headers: [.accept: "text/html"])
    #expect(answer.headers[.contentType] == "text/html; charset=utf-8")
    #expect(answer.text.contains("/&lt;script&gt; not found"))
    #expect(!answer.text.contains("<script>"))
  }

  @Test(
    "the format follows Accept and Content-Type as it does in Rasa",
    arguments: [
      ("*/*", nil, "text/html"), ("text/plain", nil, "text/plain"), ("text/*", nil, "text/html"), ("image/png", nil, "text/html"),
      ("text/html;q=0.5, application/json", nil, "application/json"), ("application/json;q=0.5, text/plain", nil, "application/json"),
      (nil, "application/json", "application/json"), (nil, "application/json; charset=utf-8", "application/json"),
      ("*/*", "application/json", "application/json"), ("text/html", "application/json", "text/html"),
      ("text/plain", "application/json", "text/plain"), (nil, "text/plain", "text/plain"),
    ] as [(String?, String?, String)])
  func format(accept: String?, contentType: String?, expected: String) async throws {
    var headers: HTTPFields = [:]
    headers[.accept] = accept
    headers[.contentType] = contentType
    let answer = try await TestServer().ask(.get, "/nope", headers: headers)
    #expect(answer.headers[.contentType]?.split(separator: ";").first.map(String.init) == expected)
  }

  @Test("another method is refused with the methods that are allowed")
  func methodNotAllowed() async throws {
    let answer = try await TestServer.loaded().ask(.get, "/model/parse")
    #expect(answer.status == 405)
    #expect(answer.headers[.allow] == "POST")
    #expect(answer.text.hasSuffix("Method GET not allowed for URL /model/parse\n\n"))
    #expect(try await TestServer.loaded().ask(.patch, "/model").headers[.allow] == "DELETE, PUT")
  }

  @Test("HEAD is refused without a body, as in Rasa")
  func head() async throws {
    let answer = try await TestServer().ask(.head, "/")
    #expect(answer.status == 405)
    #expect(answer.body.isEmpty)
  }

  @Test("paths are compared byte by byte", arguments: ["//version", "/VERSION", "/%76ersion", "/version%2F", "/version//x"])
  func paths(path: String) async throws {
    #expect(try await TestServer().ask(.get, path).status == 404)
  }
}
