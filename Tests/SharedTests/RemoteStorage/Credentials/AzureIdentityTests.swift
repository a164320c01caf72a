import Foundation
import Shared
import SystemPackage
import TestSupport
import Testing

@Suite("Azure's tokens are found where Azure's own libraries find them")
struct AzureIdentityTests {
  func environment(_ values: [String: String]) -> RemoteEnvironment {
    RemoteEnvironment(["AZURE_POD_IDENTITY_AUTHORITY_HOST": "http://127.0.0.1:1"].merging(values) { $1 })
  }

  func managed(_ values: [String: String]) async throws -> Expiring<BearerToken>? {
    let client = HTTPClient()
    defer { client.shutdown() }
    return try await AzureManagedIdentity(environment(values), client: client, clock: StoppedClock().clock).credentials()
  }

  @Test("a machine's managed identity; where there is none there is no token")
  func machine() async throws {
    let server = try LoopbackServer { request, connection in
      request.contains("Metadata: true\r\n")
        ? connection.answer("200 OK", #"{"access_token": "t", "expires_on": "1369357200"}"#) : connection.answer("400 Bad Request")
    }
    defer { server.stop() }
    let found = try await managed(["AZURE_POD_IDENTITY_AUTHORITY_HOST": server.url("/"), "AZURE_CLIENT_ID": "one"])
    #expect(found == Expiring(BearerToken("t"), until: SignatureV4Tests.time.adding(seconds: 3_600)))
    let request = try #require(server.requests.first)
    #expect(request.hasPrefix("GET /metadata/identity/oauth2/token?api-version=2018-02-01&resource=https%3A%2F%2Fstorage.azure.com%2F"))
    #expect(request.contains("client_id=one"))
    #expect(try await managed([:]) == nil)
  }

  @Test(
    "times that no token has are no failure",
    arguments: [
      #""expires_in": "-9223372036854775808""#, #""expires_in": "9223372036854775807""#, #""expires_on": "-9223372036854775""#,
      #""expires_on": "9223372036854775807""#,
    ])
  func absurdTimes(time: String) async throws {
    let server = try LoopbackServer { _, connection in connection.answer("200 OK", #"{"access_token": "t", \#(time)}"#) }
    defer { server.stop() }
    let client = HTTPClient()
    defer { client.shutdown() }
    let identity = AzureManagedIdentity(
      environment(["AZURE_POD_IDENTITY_AUTHORITY_HOST": server.url("/")]), client: client, clock: StoppedClock().clock)
    let cache = CredentialCache<BearerToken>(
      identity, absence: .none(cloud: "Azure", places: []), clock: StoppedClock().clock)
    #expect(try await cache.current() == BearerToken("t"))
  }

  @Test("an application's managed identity")
  func application() async throws {
    let server = try LoopbackServer { request, connection in
      request.contains("X-IDENTITY-HEADER: h\r\n")
        ? connection.answer("200 OK", #"{"access_token": "t", "expires_in": 60}"#) : connection.answer("400 Bad Request")
    }
    defer { server.stop() }
    let found = try await managed(["IDENTITY_ENDPOINT": server.url("/msi/token"), "IDENTITY_HEADER": "h"])
    #expect(found == Expiring(BearerToken("t"), until: SignatureV4Tests.time.adding(seconds: 60)))
  }

  @Test("a pod's identity: the cluster's token is exchanged for one of Entra ID")
  func workload() async throws {
    let server = try LoopbackServer { _, connection in connection.answer("200 OK", #"{"access_token": "t", "expires_in": 3600}"#) }
    defer { server.stop() }
    let client = HTTPClient()
    defer { client.shutdown() }
    try await TestDirectory.with("workload") { directory in
      let path = directory.appending("token").string
      try Data("cluster".utf8).write(to: URL(fileURLWithPath: path))
      let values = [
        "AZURE_FEDERATED_TOKEN_FILE": path, "AZURE_CLIENT_ID": "c", "AZURE_TENANT_ID": "tenant", "AZURE_AUTHORITY_HOST": server.url("/"),
      ]
      let found = try await AzureWorkloadIdentity(environment(values), client: client, clock: StoppedClock().clock).credentials()
      #expect(found?.value == BearerToken("t"))
      #expect(server.requests.first?.hasPrefix("POST /tenant/oauth2/v2.0/token ") == true)
      await #expect(throws: CredentialsError.self) {
        try await AzureWorkloadIdentity(environment(["AZURE_FEDERATED_TOKEN_FILE": path]), client: client).credentials()
      }
    }
  }

  @Test("a service that refuses is named, with its word")
  func refusal() async throws {
    let server = try LoopbackServer { _, connection in connection.answer("400 Bad Request", #"{"error": "invalid_request", "x": "secret"}"#)
    }
    defer { server.stop() }
    await #expect {
      _ = try await managed(["AZURE_POD_IDENTITY_AUTHORITY_HOST": server.url("")])
    } throws: {
      "\($0)" == "the managed identity's endpoint hands out no credentials: it answered 400 invalid_request"
    }
  }
}
