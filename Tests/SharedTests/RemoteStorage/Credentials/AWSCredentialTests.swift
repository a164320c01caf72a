import Foundation
import Shared
import SystemPackage
import TestSupport
import Testing

@Suite("AWS's keys are found where AWS's own tools find them")
struct AWSCredentialTests {
  /// What a credential service answers; it ends in an hour of the stopped clock.
  static let document = """
    {"Code": "Success", "AccessKeyId": "AK", "SecretAccessKey": "secret", "Token": "T", "Expiration": "2013-05-24T01:00:00Z"}
    """
  static let lent = AWSCredentials(accessKeyID: "AK", secretAccessKey: "secret", sessionToken: "T")
  static let tokenAnswer = """
    <AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleWithWebIdentityResult><Credentials>
    <SessionToken>T</SessionToken><SecretAccessKey>secret</SecretAccessKey><Expiration>2013-05-24T01:00:00Z</Expiration>
    <AccessKeyId>AK</AccessKeyId></Credentials></AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>
    """

  func find(_ environment: [String: String]) async throws -> Expiring<AWSCredentials>? {
    let client = HTTPClient()
    defer { client.shutdown() }
    // Nothing of the machine that runs the tests.
    let usual = ["HOME": "/no/such/home", "AWS_EC2_METADATA_DISABLED": "true"]
    let environment = RemoteEnvironment(usual.merging(environment) { $1 })
    let chain = S3Configuration.chain(environment, region: "eu-central-1", client: client, clock: StoppedClock().clock)
    return try await chain.credentials()
  }

  @Test("the environment comes first, with a session's token or without")
  func environment() async throws {
    let keys = ["AWS_ACCESS_KEY_ID": "AK", "AWS_SECRET_ACCESS_KEY": "secret"]
    #expect(try await find(keys) == Expiring(AWSCredentials(accessKeyID: "AK", secretAccessKey: "secret")))
    let session = keys.merging(["AWS_SESSION_TOKEN": "T", "AWS_PROFILE": "none"]) { $1 }
    #expect(try await find(session) == Expiring(Self.lent))
    await #expect(throws: CredentialsError.self) { try await find(["AWS_ACCESS_KEY_ID": "AK"]) }
    #expect(try await find([:]) == nil)
  }

  @Test("a profile of the shared files, read anew each time")
  func profile() async throws {
    try await TestDirectory.with("aws") { directory in
      let file = directory.appending("credentials")
      let environment = ["AWS_SHARED_CREDENTIALS_FILE": file.string, "AWS_PROFILE": "dev"]
      await #expect(throws: CredentialsError.self, "a profile that somebody asked for has to be there") { try await find(environment) }
      for key in ["first", "second"] {
        try Data("[dev]\naws_access_key_id=\(key)\naws_secret_access_key=s\n".utf8).write(to: URL(fileURLWithPath: file.string))
        #expect(try await find(environment)?.value.accessKeyID == key)
      }
      try Data("[dev]\nsso_session = x\n".utf8).write(to: URL(fileURLWithPath: file.string))
      await #expect(throws: CredentialsError.self, "what is not supported is said") { try await find(environment) }
    }
  }

  @Test("web identity: a cluster's token is exchanged for a role's keys")
  func webIdentity() async throws {
    let server = try LoopbackServer { _, connection in connection.answer("200 OK", Self.tokenAnswer) }
    defer { server.stop() }
    try await TestDirectory.with("irsa") { directory in
      let file = directory.appending("token")
      try Data("jwt.of.cluster\n".utf8).write(to: URL(fileURLWithPath: file.string))
      let environment = [
        "AWS_WEB_IDENTITY_TOKEN_FILE": file.string, "AWS_ROLE_ARN": "arn:aws:iam::1:role/r", "AWS_ENDPOINT_URL_STS": server.url(""),
      ]
      let found = try await find(environment)
      #expect(found?.value == Self.lent)
      #expect(found?.expiry == SignatureV4Tests.time.adding(seconds: 3_600))
      #expect(server.requests.first?.hasPrefix("POST / HTTP/1.1\r\n") == true)
    }
  }

  @Test("a profile's role is assumed with the keys of another profile, in a signed request")
  func assumedRole() async throws {
    let server = try LoopbackServer { _, connection in connection.answer("200 OK", Self.tokenAnswer) }
    defer { server.stop() }
    try await TestDirectory.with("role") { directory in
      let file = directory.appending("config")
      let text = """
        [profile base]
        aws_access_key_id = BASE
        aws_secret_access_key = s
        [profile role]
        role_arn = arn:aws:iam::1:role/r
        source_profile = base
        """
      try Data(text.utf8).write(to: URL(fileURLWithPath: file.string))
      let environment = ["AWS_CONFIG_FILE": file.string, "AWS_PROFILE": "role", "AWS_ENDPOINT_URL": server.url("")]
      #expect(try await find(environment)?.value == Self.lent)
      let request = try #require(server.requests.first)
      #expect(request.contains("Authorization: AWS4-HMAC-SHA256 Credential=BASE/20130524/eu-central-1/sts/aws4_request"))
    }
  }

  @Test("a container's service, with its token")
  func container() async throws {
    let server = try LoopbackServer { _, connection in connection.answer("200 OK", Self.document) }
    defer { server.stop() }
    let environment = ["AWS_CONTAINER_CREDENTIALS_FULL_URI": server.url("/creds"), "AWS_CONTAINER_AUTHORIZATION_TOKEN": "tok"]
    let found = try await find(environment)
    #expect(found == Expiring(Self.lent, until: SignatureV4Tests.time.adding(seconds: 3_600)))
    let request = try #require(server.requests.first)
    #expect(request.hasPrefix("GET /creds ") && request.contains("Authorization: tok\r\n"))
    await #expect(throws: CredentialsError.self, "no token goes over plain HTTP to another machine") {
      try await find(["AWS_CONTAINER_CREDENTIALS_FULL_URI": "http://example.com/creds"])
    }
  }

  @Test("the path of a container's service, which opens its role, is in no error")
  func silentContainer() async throws {
    let server = try LoopbackServer { _, connection in connection.answer() }
    server.stop()
    let error = await #expect(throws: CredentialsError.self) {
      try await find(["AWS_CONTAINER_CREDENTIALS_FULL_URI": server.url("/v2/credentials/guid")])
    }
    #expect(error?.description.contains("127.0.0.1") == true && error?.description.contains("guid") == false)
  }

  @Test("a cluster's token does not travel over plain HTTP to another machine")
  func plainTokenService() async throws {
    try await TestDirectory.with("web-identity") { directory in
      let file = directory.appending("token")
      try Data("jwt.of.cluster\n".utf8).write(to: URL(fileURLWithPath: file.string))
      let environment = [
        "AWS_WEB_IDENTITY_TOKEN_FILE": file.string, "AWS_ROLE_ARN": "arn:aws:iam::1:role/r",
        "AWS_ENDPOINT_URL": "http://minio.example:9000",
      ]
      let error = await #expect(throws: CredentialsError.self) { try await find(environment) }
      #expect(error?.description.contains("plain HTTP") == true)
    }
  }

  @Test("an instance's metadata, version 2: a token first, then the role, then its keys")
  func instance() async throws {
    let server = try LoopbackServer { request, connection in
      if request.hasPrefix("PUT /latest/api/token ") { return connection.answer("200 OK", "session") }
      guard request.contains("X-aws-ec2-metadata-token: session\r\n") else { return connection.answer("401 Unauthorized") }
      connection.answer("200 OK", request.hasPrefix("GET /latest/meta-data/iam/security-credentials/role ") ? Self.document : "role")
    }
    defer { server.stop() }
    let environment = ["AWS_EC2_METADATA_DISABLED": "", "AWS_EC2_METADATA_SERVICE_ENDPOINT": server.url("/")]
    #expect(try await find(environment)?.value == Self.lent)
    #expect(server.requests.count == 3)
  }

  @Test("a machine without a role, or without metadata, has no keys")
  func noInstance() async throws {
    let server = try LoopbackServer { request, connection in
      request.hasPrefix("PUT") ? connection.answer("200 OK", "session") : connection.answer("404 Not Found")
    }
    let environment = ["AWS_EC2_METADATA_DISABLED": "", "AWS_EC2_METADATA_SERVICE_ENDPOINT": server.url("/")]
    #expect(try await find(environment) == nil)
    let other = try LoopbackServer { _, connection in connection.answer("403 Forbidden") }
    defer { other.stop() }
    #expect(try await find(environment.merging(["AWS_EC2_METADATA_SERVICE_ENDPOINT": other.url("/")]) { $1 }) == nil)
    server.stop()
    #expect(try await find(environment) == nil)
  }

  @Test("a service that refuses is named, with its word and without the keys")
  func refusal() async throws {
    let server = try LoopbackServer { _, connection in
      connection.answer(
        "400 Bad Request", "<ErrorResponse><Error><Code>ExpiredToken</Code><Message>secret</Message></Error></ErrorResponse>")
    }
    defer { server.stop() }
    try await TestDirectory.with("refused") { directory in
      let file = directory.appending("token")
      try Data("secret".utf8).write(to: URL(fileURLWithPath: file.string))
      let environment = [
        "AWS_WEB_IDENTITY_TOKEN_FILE": file.string, "AWS_ROLE_ARN": "r", "AWS_ENDPOINT_URL_STS": server.url(""),
      ]
      await #expect {
        _ = try await find(environment)
      } throws: {
        "\($0)" == "AWS's token service hands out no credentials: it answered 400 ExpiredToken"
      }
    }
  }
}
