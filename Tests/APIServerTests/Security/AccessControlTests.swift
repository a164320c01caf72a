import APIServer
import HTTPTypes
import JSON
import Testing

struct AccessControlTests {
  private let server: TestServer

  init() throws {
    server = try TestServer(access: AccessControl(token: AccessToken("öpen sesame")))
    server.current.swap(to: .greeting("one"))
  }

  private func status(_ path: String, authorization: String...) async throws -> Int {
    var headers: HTTPFields = [:]
    headers[values: .authorization] = authorization
    return try await server.ask(.get, path, headers: headers).status
  }

  @Test func `what Rasa leaves open needs no token, and neither do the operator's endpoints`() async throws {
    for path in ["/", "/version", "/webhooks/rest", "/healthz", "/readyz", "/metrics"] { #expect(try await status(path) == 200, "\(path)") }
    #expect(try await server.write("hello").status == 200)
  }

  @Test func `everything else is refused without a token, before anything else is looked at`() async throws {
    for path in ["/status", "/domain", "/conversations/ada/tracker"] { #expect(try await status(path) == 401, "\(path)") }
    for path in ["/model/parse", "/model/predict", "/conversations/ada/messages", "/conversations/ada/execute"] {
      #expect(try await server.ask(.post, path, body: "{").status == 401, "\(path)")
    }
    #expect(try await server.ask(.put, "/model", body: "{").status == 401)
    #expect(try await server.ask(.delete, "/model").status == 401)
    #expect(server.current.value.model != nil)
  }

  @Test func `the refusal is Rasa's`() async throws {
    let answer = try await server.ask(.get, "/status")
    let json = try answer.json
    #expect(json["status"] == "failure")
    #expect(json["reason"] == "NotAuthenticated")
    #expect(json["message"] == "User is not authenticated.")
    #expect(json["code"] == 401)
  }

  @Test func `the first token of the query counts, with its escapes resolved`() async throws {
    #expect(try await status("/status?token=%C3%B6pen%20sesame") == 200)
    #expect(try await status("/status?token=%C3%B6pen%20sesame&token=wrong") == 200)
    #expect(try await status("/status?token=wrong&token=%C3%B6pen%20sesame") == 401)
    #expect(try await status("/status?token=%C3%B6pen%20sesamE") == 401)
    #expect(try await status("/status?token=%C3%B6pen%20sesame%20%C3%B6pen%20sesame") == 401)
    #expect(try await status("/status?token=") == 401)
    #expect(try await status("/status?Token=%C3%B6pen%20sesame") == 401)
  }

  @Test func `the token may stand in the header, once`() async throws {
    let server = try TestServer(access: AccessControl(token: AccessToken("abc")))
    server.current.swap(to: .stub("one"))
    for (value, expected) in [
      ("Bearer abc", 200), ("bearer abc", 401), ("Bearer abcd", 401), ("Basic abc", 401), ("abc", 401), ("Bearer ", 401),
    ] {
      #expect(try await server.ask(.get, "/status", headers: [.authorization: value]).status == expected, "\(value)")
    }
    var twice: HTTPFields = [:]
    twice[values: .authorization] = ["Bearer abc", "Bearer abc"]
    #expect(try await server.ask(.get, "/status", headers: twice).status == 401)
  }

  @Test func `a token does not print itself`() {
    #expect("\(AccessToken("abc"))" == "***")
    #expect(String(reflecting: AccessToken("abc")) == "***")
  }
}
