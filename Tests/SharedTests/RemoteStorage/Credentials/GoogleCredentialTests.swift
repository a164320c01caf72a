import Foundation
import JSON
import Shared
import SystemPackage
import TestSupport
import Testing

@Suite("Google's tokens are found where Google's own libraries find them")
struct GoogleCredentialTests {
  func find(_ file: JSONValue?, environment: [String: String] = [:]) async throws -> Expiring<BearerToken>? {
    let client = HTTPClient()
    defer { client.shutdown() }
    return try await TestDirectory.with("google") { directory in
      var environment = ["HOME": directory.string, "GCE_METADATA_HOST": "127.0.0.1:1"].merging(environment) { $1 }
      if let file {
        let path = directory.appending("key.json").string
        try Data(file.jsonText.utf8).write(to: URL(fileURLWithPath: path))
        environment["GOOGLE_APPLICATION_CREDENTIALS"] = path
      }
      return try await GoogleCredentials(RemoteEnvironment(environment), client: client, clock: StoppedClock().clock).credentials()
    }
  }

  func answering(_ body: String) throws -> LoopbackServer { try LoopbackServer { _, connection in connection.answer("200 OK", body) } }

  static let answer = #"{"access_token": "ya29.token", "expires_in": 3599, "token_type": "Bearer"}"#
  static let expected = Expiring(BearerToken("ya29.token"), until: SignatureV4Tests.time.adding(seconds: 3_599))

  @Test("a service account signs an assertion with its key")
  func serviceAccount() async throws {
    let server = try answering(Self.answer)
    defer { server.stop() }
    let file: JSONValue = [
      "type": "service_account", "client_email": "sync@p.iam", "private_key": .string(RSAFixture.privateKey), "private_key_id": "k1",
      "token_uri": .string(server.url("/token")),
    ]
    #expect(try await find(file) == Self.expected)
    #expect(server.requests.first?.hasPrefix("POST /token ") == true)
  }

  @Test("the assertion is the one that google-auth makes, and the public key verifies it")
  func assertion() throws {
    let key = try #require(PrivateKey(pem: RSAFixture.privateKey))
    let claims = ServiceAccountAssertion(
      account: "sync@p.iam", keyID: "k1", audience: "https://oauth2.googleapis.com/token", scope: "s", issuedAt: 1_369_353_600)
    let token = try #require(claims.signed(by: key))
    let parts = token.split(separator: ".").map { Base64URL.decode($0.utf8) ?? [] }
    #expect(try JSONParser.parse(parts[0]) == ["alg": "RS256", "typ": "JWT", "kid": "k1"])
    #expect(
      try JSONParser.parse(parts[1]) == [
        "iss": "sync@p.iam", "scope": "s", "aud": "https://oauth2.googleapis.com/token", "iat": 1_369_353_600, "exp": 1_369_357_200,
      ])
    let publicKey = try #require(PublicKey(pem: RSAFixture.publicKey))
    #expect(publicKey.verifies(parts[2], of: Array(claims.unsigned.utf8), scheme: .rsa(.sha256)))
    // RSASSA-PKCS1-v1_5 has no chance in it, so the bytes can be held against another signer's.
    #expect(key.signature(of: Array("header.claims".utf8), .sha256).map { Hexadecimal.text($0.prefix(20)) } == RSAFixture.signaturePrefix)
  }

  @Test("a person who signed in with gcloud has a refresh token")
  func authorizedUser() async throws {
    let server = try answering(Self.answer)
    defer { server.stop() }
    let file: JSONValue = [
      "type": "authorized_user", "client_id": "id", "client_secret": "secret", "refresh_token": "r",
      "token_uri": .string(server.url("/token")),
    ]
    #expect(try await find(file) == Self.expected)
  }

  @Test("workload identity: the token of a file, and of an address, in text and in JSON")
  func externalAccount() async throws {
    let server = try LoopbackServer { request, connection in
      connection.answer("200 OK", request.hasPrefix("GET /subject ") ? #"{"id_token": "subject"}"# : Self.answer)
    }
    defer { server.stop() }
    let whole: JSONValue = [
      "type": "external_account", "audience": "//iam/pool", "subject_token_type": "urn:ietf:params:oauth:token-type:jwt",
      "token_url": .string(server.url("/token")),
      "credential_source": [
        "url": .string(server.url("/subject")), "headers": ["X-Own": "1"],
        "format": ["type": "json", "subject_token_field_name": "id_token"],
      ],
    ]
    #expect(try await find(whole) == Self.expected)
    #expect(server.requests.first?.contains("X-Own: 1\r\n") == true)
    try await TestDirectory.with("subject") { directory in
      let path = directory.appending("token").string
      try Data("subject\n".utf8).write(to: URL(fileURLWithPath: path))
      var object = whole.object ?? JSONObject()
      object["credential_source"] = ["file": .string(path)]
      #expect(try await find(.object(object)) == Self.expected)
      object["credential_source"] = ["executable": ["command": "x"]]
      let unsupported = JSONValue.object(object)
      await #expect(throws: CredentialsError.self) { try await find(unsupported) }
    }
  }

  @Test("workload identity may stand for a service account")
  func impersonation() async throws {
    let server = try LoopbackServer { request, connection in
      guard request.hasPrefix("POST /impersonate ") else { return connection.answer("200 OK", Self.answer) }
      guard request.contains("Authorization: Bearer ya29.token\r\n") else { return connection.answer("401 Unauthorized") }
      connection.answer("200 OK", #"{"accessToken": "other", "expireTime": "2013-05-24T01:00:00Z"}"#)
    }
    defer { server.stop() }
    let path = Repository.root.appending("LICENSE").string
    let file: JSONValue = [
      "type": "external_account", "audience": "a", "subject_token_type": "t", "token_url": .string(server.url("/token")),
      "service_account_impersonation_url": .string(server.url("/impersonate")), "credential_source": ["file": .string(path)],
    ]
    await #expect(throws: CredentialsError.self, "a file of many words holds no token") { try await find(file) }
    try await TestDirectory.with("impersonate") { directory in
      let path = directory.appending("token").string
      try Data("subject".utf8).write(to: URL(fileURLWithPath: path))
      var object = file.object ?? JSONObject()
      object["credential_source"] = ["file": .string(path)]
      #expect(
        try await find(.object(object)) == Expiring(BearerToken("other"), until: SignatureV4Tests.time.adding(seconds: 3_600)))
    }
  }

  @Test("the metadata server of a machine is asked last; where there is none there is no token")
  func machine() async throws {
    let server = try LoopbackServer { request, connection in
      request.contains("Metadata-Flavor: Google\r\n") ? connection.answer("200 OK", Self.answer) : connection.answer("403 Forbidden")
    }
    defer { server.stop() }
    #expect(try await find(nil, environment: ["GCE_METADATA_HOST": "127.0.0.1:\(server.port)"]) == Self.expected)
    #expect(try await find(nil) == nil)
  }

  @Test(
    "a file that cannot be used is named, without what stands in it",
    arguments: [
      ["type": "service_account", "client_email": "secret"], ["type": "other"], [:],
      ["type": "service_account", "client_email": "a", "private_key": "secret"],
      ["type": "authorized_user", "client_id": "secret", "token_uri": "http://example.com/secret"],
    ] as [JSONValue])
  func unusable(file: JSONValue) async {
    await #expect {
      _ = try await find(file)
    } throws: {
      $0 is CredentialsError && "\($0)".contains("key.json") && !"\($0)".contains("secret")
    }
  }
}
