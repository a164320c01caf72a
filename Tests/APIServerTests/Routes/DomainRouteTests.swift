import APIServer
import HTTPTypes
import Hummingbird
import Testing

@Suite("GET /domain")
struct DomainRouteTests {
  @Test(
    "the end of Accept says whether it is JSON or YAML",
    arguments: [
      (nil, "application/json"), ("application/json", "application/json"), ("application/x-yaml", "application/x-yaml"),
      ("text/yml", "application/x-yaml"), ("*/*", nil), ("application/json, */*", "application/json"),
      ("application/json; charset=utf-8", "application/json"),
      ("text/html", nil),
    ] as [(String?, String?)])
  func accept(header: String?, type: String?) async throws {
    var headers: HTTPFields = [:]
    headers[.accept] = header
    let answer = try await TestServer.greeting().ask(.get, "/domain", headers: headers)
    #expect(answer.status == (type == nil ? 406 : 200))
    #expect(answer.headers[.contentType] == type ?? "application/json")
  }

  @Test("without a model it is a conflict")
  func noModel() async throws { #expect(try await TestServer().ask(.get, "/domain").status == 409) }
}
