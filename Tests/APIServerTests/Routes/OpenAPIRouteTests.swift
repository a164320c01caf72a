import APIServer
import HTTPTypes
import JSON
import Testing

@Suite("The OpenAPI document")
struct OpenAPIRouteTests {
  private static let methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"]

  private static func document() throws -> JSONValue { try JSONParser.parse(OpenAPIRoute.document) }

  @Test("it is served with the API, to everyone, and not without the API")
  func isServed() async throws {
    let closed = AccessControl(token: AccessToken("secret"))
    let answer = try await TestServer(access: closed).ask(.get, "/openapi.json")
    #expect(answer.status == 200)
    #expect(answer.headers[.contentType] == "application/json")
    #expect(answer.body == OpenAPIRoute.document)
    #expect(try await TestServer(enablesAPI: false).ask(.get, "/openapi.json").status == 404)
  }

  @Test("it describes every endpoint that the server has, and no other")
  func hasEveryEndpoint() throws {
    var described: Set<String> = []
    var pending: Set<String> = []
    for (path, item) in try #require(Self.document()["paths"]?.object) {
      for method in Self.methods {
        guard let operation = item[method] else { continue }
        let endpoint = "\(method.uppercased()) \(path)"
        if operation["x-pending"] == true { pending.insert(endpoint) } else { described.insert(endpoint) }
      }
    }
    let served = Set(try TestServer.withEveryChannel().endpoints.map { "\($0.method.rawValue) \($0.path)" })
    #expect(described.subtracting(served) == [], "described, and not served")
    #expect(served.subtracting(described).subtracting(pending) == [], "served, and not described")
    #expect(served.intersection(pending) == [], "served by now: take x-pending away")
  }

  @Test("what everyone may use is described so, and all else as asking for authentication")
  func describesAccess() async throws {
    let document = try Self.document()
    #expect(document["security"] == [["token": []], ["bearer": []]])
    let server = try TestServer.withEveryChannel(access: AccessControl(token: AccessToken("secret")))
    for (path, method) in server.endpoints {
      let security = document["paths"]?[path]?[method.rawValue.lowercased()]?["security"]
      let isOpen = try await server.ask(method, path.replacing("{conversation_id}", with: "ada")).status != 401
      #expect((security == []) == isOpen, "\(method) \(path)")
    }
  }

  @Test("every type of event that a tracker writes has a schema")
  func hasEveryEvent() throws {
    let schemas = try #require(Self.document()["components"]?["schemas"]?.object)
    let described = Set(schemas.compactMap { $0.value["properties"]?["event"]?["const"]?.string })
    #expect(described.subtracting(EventsSchema.names) == [])
    #expect(Set(EventsSchema.names).subtracting(described) == [])
  }
}

extension TestServer {
  /// A server that serves all that there is.
  fileprivate static func withEveryChannel(access: AccessControl = AccessControl()) throws -> TestServer {
    var channels = ChannelConfiguration.restAlone
    channels.callback = try CalledServer(json: ["url": "http://127.0.0.1:9/"])
    return try TestServer(channels: channels, access: access)
  }
}
