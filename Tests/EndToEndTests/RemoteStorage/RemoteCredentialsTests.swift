import Foundation
import SystemPackage
import TestSupport
import Testing

extension EndToEnd {
  /// ModelSync with credentials of every kind that is not a key in the environment.
  @Suite
  struct RemoteCredentialsTests {
    @Test("a pre-signed address of S3 is a model server, and its signature shows up nowhere")
    func presigned() async throws {
      try await RemoteStage.with(.aws) { stage in
        try stage.storage.put("model.tar.gz", ModelFixture.archive("signed"))
        let signed = try #require(stage.storage.credentials("presigned")["url"])
        let url = signed.replacing("127.0.0.1:\(stage.storage.port)", with: "127.0.0.1:\(stage.proxy.port)")
        let endpoints = stage.directory.appending("endpoints.yml")
        try Data("models:\n  url: \"\(url)\"\n".utf8).write(to: URL(fileURLWithPath: endpoints.string))
        let arguments = ["--model-directory", stage.models.string, "--once", "--log-level", "trace", "--endpoints", endpoints.string]
        for outcome in ["published ", "unchanged: "] {
          let program = try RunningProgram(Executable.modelSync.path, arguments, in: stage.directory)
          #expect(try await program.waitForEnd() == .exit(0), "\(program.output)")
          #expect(program.output.contains(outcome))
          #expect(!program.output.contains("X-Amz-Signature") && !program.output.contains("AWSAccessKeyId"))
        }
        let path = try #require(url.firstRange(of: "/models/")).lowerBound
        #expect(stage.proxy.requests.allSatisfy { $0.hasPrefix("GET \(url[path...]) HTTP/1.1\r\n") }, "the address goes out as it is")
        let record = try String(contentsOfFile: stage.models.appending("current/generation.json").string, encoding: .utf8)
        #expect(!record.contains("Signature"))
        #expect(stage.marker == "signed")
      }
    }

    @Test("a role that a profile of the shared files lets one assume opens a bucket of S3")
    func role() async throws {
      try await RemoteStage.with(.aws) { stage in
        try stage.storage.put(RemoteStage.name, ModelFixture.archive("role"))
        let file = stage.directory.appending("config")
        let text = """
          [profile base]
          aws_access_key_id = \(stage.environment["AWS_ACCESS_KEY_ID"] ?? "")
          aws_secret_access_key = \(stage.environment["AWS_SECRET_ACCESS_KEY"] ?? "")
          [profile role]
          role_arn = \(try stage.storage.credentials("role")["role"] ?? "")
          source_profile = base
          """
        try Data(text.utf8).write(to: URL(fileURLWithPath: file.string))
        let variables = [
          "AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": "", "AWS_CONFIG_FILE": file.string, "AWS_PROFILE": "role",
          // Requests for tokens are signed for the host that they go to.
          "AWS_ENDPOINT_URL_STS": "http://127.0.0.1:\(stage.storage.port)",
        ]
        let answer = try await stage.once(environment: variables)
        #expect(answer.ending == .exit(0), "\(answer.output)")
        #expect(stage.marker == "role")
        #expect(stage.proxy.requests.allSatisfy { $0.lowercased().contains("x-amz-security-token: ") })
      }
    }

    @Test("a shared access signature opens a container of Azure, and shows up nowhere")
    func sharedAccessSignature() async throws {
      try await RemoteStage.with(.azure) { stage in
        try stage.storage.put(RemoteStage.name, ModelFixture.archive("sas", padding: 200_000))
        let variables = try stage.storage.credentials("signature").merging(["AZURE_ACCOUNT_KEY": ""]) { $1 }
        let answer = try await stage.once(["--log-level", "trace"], environment: variables)
        #expect(answer.ending == .exit(0), "\(answer.output)")
        #expect(stage.marker == "sas")
        #expect(!answer.output.contains("sig="))
        let wrong = try await stage.once(environment: ["AZURE_ACCOUNT_KEY": "", "AZURE_STORAGE_SAS_TOKEN": "?sv=1&sig=secret"])
        #expect(wrong.output.contains("403 AuthenticationFailed") && !wrong.output.contains("secret"), "\(wrong.output)")
      }
    }

    @Test("a machine's identity opens a container of Azure; a token that is refused is replaced at once")
    func managedIdentity() async throws {
      try await RemoteStage.with(.azure) { stage in
        try stage.storage.put(RemoteStage.name, ModelFixture.archive("first"))
        let metadata = try tokenServer(stage) { "{\"access_token\": \"\($0)\", \"expires_in\": \"3600\"}" }
        defer { metadata.stop() }
        let variables = ["AZURE_ACCOUNT_KEY": "", "AZURE_POD_IDENTITY_AUTHORITY_HOST": metadata.url("")]
        let program = try stage.start(["--interval", "0.2", "--status-port", "off"], environment: variables)
        try await program.wait(for: "the first model") { stage.marker == "first" }
        _ = try stage.storage.credentials("token")
        try stage.storage.put(RemoteStage.name, ModelFixture.archive("second"))
        try await program.wait(for: "the second model") { stage.marker == "second" }
        #expect(try await program.stop() == .exit(0))
      }
    }

    @Test("a machine's service account opens a bucket of Google; a token that is refused is replaced at once")
    func metadataServer() async throws {
      try await RemoteStage.with(.gcs) { stage in
        try stage.storage.put(RemoteStage.name, ModelFixture.archive("first"))
        let metadata = try tokenServer(stage) { "{\"access_token\": \"\($0)\", \"expires_in\": 3600}" }
        defer { metadata.stop() }
        let variables = [
          "STORAGE_EMULATOR_HOST": "", "CLOUDSDK_API_ENDPOINT_OVERRIDES_STORAGE": "http://127.0.0.1:\(stage.proxy.port)",
          "GCE_METADATA_HOST": "127.0.0.1:\(metadata.port)", "HOME": stage.directory.string,
        ]
        let program = try stage.start(["--interval", "0.2", "--status-port", "off"], environment: variables)
        try await program.wait(for: "the first model") { stage.marker == "first" }
        _ = try stage.storage.credentials()
        try stage.storage.put(RemoteStage.name, ModelFixture.archive("second"))
        try await program.wait(for: "the second model") { stage.marker == "second" }
        #expect(try await program.stop() == .exit(0))
      }
    }

    @Test("what is missing in the environment is named before anything is tried", arguments: CloudStorage.Kind.allCases)
    func missing(kind: CloudStorage.Kind) async throws {
      try await TestDirectory.with("missing") { directory in
        let program = try RunningProgram(
          Executable.modelSync.path, ["--once", "--remote-storage", kind.rawValue, "-m", "m", "--model-directory", "models"], in: directory)
        #expect(try await program.waitForEnd() == .exit(2))
        #expect(program.output.contains("needs \(kind == .azure ? "AZURE_CONTAINER" : "BUCKET_NAME") in the environment"))
      }
    }

    /// Hands out a token that is new to the storage each time, so that every older one is refused.
    private func tokenServer(_ stage: RemoteStage, _ body: @escaping @Sendable (String) -> String) throws -> LoopbackServer {
      let storage = stage.storage
      return try LoopbackServer { _, connection in
        let kind = storage.kind == .azure ? "token" : nil
        guard let token = try? storage.credentials(kind)["token"] else { return connection.answer("500 Internal Server Error") }
        connection.answer("200 OK", body(token))
      }
    }
  }
}
