import APIServer
import Hummingbird
import JSON
import Shared
import SystemPackage
import TestSupport
import Testing

@Suite("PUT and DELETE /model")
struct ModelRoutesTests {
  private func put(_ json: JSONValue, on server: TestServer) async throws -> TestAnswer {
    try await server.ask(.put, "/model", body: json.jsonText)
  }

  @Test("an archive is loaded by its path, and then answers")
  func archive() async throws {
    try await TestDirectory.with("put") { folder in
      let server = try TestServer(temporaryFolder: folder)
      let archive = folder.appending("two.tar.gz")
      try TestFile.write(ModelFixture.archive("two"), to: archive)
      let answer = try await put(["model_file": .string(archive.string)], on: server)
      #expect(answer.status == 204)
      #expect(answer.body.isEmpty)
      #expect(try await server.ask(.get, "/status").json["model_file"] == "two.tar.gz")
      #expect(try await server.ask(.post, "/model/parse", body: #"{"text": "x"}"#).json["model"] == "two")
      #expect(try TestFile.names(in: folder) == ["two.tar.gz"])
    }
  }

  @Test("of a folder the newest archive is loaded")
  func folder() async throws {
    try await TestDirectory.with("put") { folder in
      let server = try TestServer(temporaryFolder: folder)
      try TestFile.write(ModelFixture.archive("one"), to: folder.appending("b.tar.gz"), modified: 1_000)
      try TestFile.write(ModelFixture.archive("two"), to: folder.appending("a.tar.gz"), modified: 2_000)
      #expect(try await put(["model_file": .string(folder.string)], on: server).status == 204)
      #expect(server.current.value.model?.modelID == "two")
    }
  }

  @Test(
    "what cannot be loaded is a bad request, and the present model stays",
    arguments: [
      ["model_file": "/no/such/model.tar.gz"], ["model_file": "/etc/passwd"], ["model_file": "/dev/zero"], ["model_file": ""],
      ["model_file": "a\0b"], ["model_file": 5], ["model_file": nil], [:], ["remote_storage": "aws", "model_file": "x"],
    ] as [JSONValue])
  func unloadable(body: JSONValue) async throws {
    let server = try TestServer.loaded()
    let answer = try await put(body, on: server)
    #expect(answer.status == 400)
    let file = body["model_file"] ?? .null
    let name = file.isNull ? "None" : file.string ?? file.jsonText
    #expect(try answer.json["message"] == .string("Agent with name '\(name)' could not be loaded."))
    #expect(try answer.json["details"]?["parameter"] == "model")
    #expect(server.current.value.model?.modelID == "one")
  }

  @Test("a damaged archive is refused with the reason, and the present model stays")
  func damaged() async throws {
    try await TestDirectory.with("put") { folder in
      let server = try TestServer(temporaryFolder: folder)
      server.current.swap(to: .stub("one"))
      let archive = folder.appending("cut.tar.gz")
      try TestFile.write(Array(ModelFixture.archive("two").dropLast(20)), to: archive)
      let answer = try await put(["model_file": .string(archive.string)], on: server)
      #expect(answer.status == 400)
      #expect(try answer.json["details"]?["error"]?.string?.isEmpty == false)
      let status = try await server.ask(.get, "/status").json
      #expect(status["model_id"] == "one")
      #expect(status["load_failure"] == nil)
      #expect(server.registry.text().contains("api_server_model_load_failures_total 1"))
      #expect(try TestFile.names(in: folder) == ["cut.tar.gz"])
    }
  }

  @Test("malformed JSON, no body and no object are bad requests", arguments: ["{broken", "", "[]", "5"])
  func malformed(body: String) async throws {
    #expect(try await TestServer.loaded().ask(.put, "/model", body: body).status == 400)
  }

  @Test("a model server is pulled once")
  func modelServer() async throws {
    let source = InMemoryModelSource()
    source.offer(ModelFixture.archive("three"), name: "three.tar.gz")
    let server = try TestServer(source: source)
    #expect(try await put(["model_server": ["url": "http://models.example/"]], on: server).status == 204)
    #expect(try await server.ask(.get, "/status").json["model_file"] == "three.tar.gz")
  }

  @Test("a model server that has nothing is a bad request that names no model, as in Rasa")
  func emptyServer() async throws {
    let server = try TestServer.loaded()
    let answer = try await put(["model_server": ["url": "http://models.example/?token=secret"]], on: server)
    #expect(answer.status == 400)
    #expect(try answer.json["message"] == "Agent with name 'None' could not be loaded.")
    #expect(!answer.text.contains("secret"))
    #expect(server.current.value.model?.modelID == "one")
  }

  @Test(
    "a model server that requests may not name is refused with the parameter's name, and not asked",
    arguments: ["http://169.254.169.254/models", "http://[::ffff:169.254.1.1]/", "http://metadata.google.internal/"])
  func forbiddenServer(url: String) async throws {
    let source = InMemoryModelSource()
    source.offer(ModelFixture.archive("three"), name: "three.tar.gz")
    let server = try TestServer(source: source)
    let answer = try await put(["model_server": ["url": .string(url)]], on: server)
    #expect(answer.status == 400)
    #expect(try answer.json["details"] == ["parameter": "model_server", "in": "body"])
    #expect(server.current.value.model == nil)
    let configured = try TestServer(source: source, isConfigured: true)
    #expect(try await put(["model_server": ["url": .string(url)]], on: configured).status == 204)
  }

  @Test("a model server that is none is a bad request with the parameter's name")
  func invalidServer() async throws {
    let answer = try await put(["model_server": 5], on: TestServer.loaded())
    #expect(answer.status == 400)
    #expect(try answer.json["details"] == ["parameter": "model_server", "in": "body"])
  }

  @Test("the model server of endpoints.yml wins over a path")
  func configuredServer() async throws {
    let source = InMemoryModelSource()
    source.offer(ModelFixture.archive("three"), name: "three.tar.gz")
    let server = try TestServer(source: source, isConfigured: true)
    #expect(try await put(["model_file": "/no/such/model.tar.gz"], on: server).status == 204)
    #expect(server.current.value.model?.modelID == "three")
  }

  @Test("after DELETE there is no model, and a second DELETE is no error")
  func delete() async throws {
    let server = try TestServer.loaded()
    #expect(try await server.ask(.delete, "/model").status == 204)
    #expect(try await server.ask(.delete, "/model").status == 204)
    #expect(try await server.ask(.post, "/model/parse", body: #"{"text": "x"}"#).status == 409)
    #expect(try await server.ask(.get, "/readyz").status == 503)
  }
}
