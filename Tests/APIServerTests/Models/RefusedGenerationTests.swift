import APIServer
import Foundation
import HTTPTypes
import JSON
import Logging
import Shared
import SystemPackage
import TestSupport
import Testing

@Suite("A generation that fails its acceptance tests")
struct RefusedGenerationTests {
  private static let passing = "tests: [{message: hello, entities: []}]"
  private static let failing = "tests: [{message: my secret, intent: greet}]"

  /// Runs a watcher with an outbox over a folder.
  private func watching(_ folder: FilePath, _ body: (TestServer) async throws -> Void) async throws {
    let server = try TestServer()
    let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    let name = try #require(ServerName("web-1"))
    let watcher = GenerationWatcher(
      location: LocalModelLocation(path: folder), events: InotifyEvents(path: folder), exchange: server.exchange,
      outbox: ReportOutbox(folder: folder.appending("reports"), isRequired: false, server: name, logger: logger), logger: logger)
    let running = Task { try await watcher.run() }
    defer { running.cancel() }
    await watcher.firstLook()
    try await body(server)
    running.cancel()
    try await running.value
  }

  private func publish(_ model: String, generation: String, tests: String, in folder: FilePath) throws {
    let place = folder.appending("generations/\(generation)")
    try FileManager.default.createDirectory(atPath: place.string, withIntermediateDirectories: true)
    try TestFile.write(Array(tests.utf8), to: place.appending(AcceptanceTests.fileName))
    try Publication.publish(model, generation: generation, in: folder)
  }

  private func report(in folder: FilePath) -> JSONValue? {
    (try? Data(contentsOf: URL(fileURLWithPath: folder.appending("reports/web-1.json").string)))
      .flatMap { try? JSONParser.parse(Array($0)) }
  }

  private func wait(for verdict: String, on generation: String, in folder: FilePath) async throws {
    try await Condition.wait(for: "the report \(verdict) on \(generation)") {
      let report = report(in: folder)
      return report?["verdict"]?.string == verdict && report?["generation"]?.string == generation
    }
  }

  @Test("the former one serves on, the status lists the failing lines, and a report says so; going back loads nothing")
  func refused() async throws {
    try await TestDirectory.with("refused") { folder in
      try FileManager.default.createDirectory(atPath: folder.appending("reports").string, withIntermediateDirectories: true)
      try publish("one", generation: "00000001-a", tests: Self.passing, in: folder)
      try await watching(folder) { server in
        try await wait(for: "accepted", on: "00000001-a", in: folder)
        #expect(report(in: folder)?["tests"] == 1)
        try publish("two", generation: "00000002-a", tests: Self.failing, in: folder)
        try await wait(for: "refused", on: "00000002-a", in: folder)
        #expect(report(in: folder)?["reason"]?.string?.contains("secret") == false)
        let failure = try #require(try await server.ask(.get, "/status").json["load_failure"])
        #expect(failure["model"] == "generation 00000002-a")
        #expect(failure["error"]?.string?.hasPrefix("1 of 1 acceptance test failed, at acceptance-tests.yml, line 1, column 9") == true)
        #expect(failure["failed_tests"]?.array?.count == 1)
        #expect(failure["failed_tests"]?.array?.first?["message"] == "my secret")
        let ready = try await server.ask(.get, "/readyz")
        #expect(ready.status == 200)
        #expect(!ready.text.contains("secret") && ready.text.contains("load_failure"))

        try Publication.link(to: "00000001-a", in: folder)
        try await wait(for: "accepted", on: "00000001-a", in: folder)
        #expect(report(in: folder)?["tests"] == 1)
        #expect(server.registry.text().contains("api_server_model_loads_total 1"))
        #expect(server.current.value.failure?.failedTests.count == 1, "what was refused still shows")
        #expect(try TestFile.names(in: folder.appending("reports")) == ["web-1.json"])

        try publish("three", generation: "00000003-a", tests: Self.passing, in: folder)
        try await wait(for: "accepted", on: "00000003-a", in: folder)
        #expect(server.current.value.model?.modelID == "three" && server.current.value.failure == nil)
      }
    }
  }

  @Test("a report that has no folder yet is left once there is one")
  func lateFolder() async throws {
    try await TestDirectory.with("refused") { folder in
      try publish("one", generation: "00000001-a", tests: Self.failing, in: folder)
      try await watching(folder) { _ in
        try FileManager.default.createDirectory(atPath: folder.appending("reports").string, withIntermediateDirectories: true)
        try await wait(for: "refused", on: "00000001-a", in: folder)
      }
    }
  }

  @Test("as the first model it leaves the server without one, and not ready, until it goes back to another")
  func first() async throws {
    try await TestDirectory.with("refused") { folder in
      try publish("one", generation: "00000001-a", tests: "tests: {", in: folder)
      try await watching(folder) { server in
        #expect(server.current.value.model == nil)
        let ready = try await server.ask(.get, "/readyz")
        #expect(ready.status == 503)
        #expect(
          try ready.json["load_failure"]?["error"]?.string?.hasPrefix("its acceptance tests cannot be used: acceptance-tests.yml") == true)
        let status = try await server.ask(.get, "/status")
        #expect(status.status == 409)
        try publish("two", generation: "00000000-a", tests: Self.passing, in: folder)
        try await Condition.wait(for: "the model two") { server.current.value.model?.modelID == "two" }
      }
    }
  }

  @Test("what PUT /model would load has to stand the tests, too")
  func put() async throws {
    try await TestDirectory.with("refused") { folder in
      let tests = folder.appending("tests.yml")
      try TestFile.write(Array(Self.failing.utf8), to: tests)
      let server = try TestServer(acceptanceTests: tests)
      server.current.swap(to: .stub("one"))
      let archive = folder.appending("two.tar.gz")
      try TestFile.write(ModelFixture.archive("two"), to: archive)
      let answer = try await server.ask(.put, "/model", body: #"{"model_file": "\#(archive.string)"}"#)
      #expect(answer.status == 400)
      #expect(try answer.json["details"]?["error"]?.string?.contains("acceptance test failed") == true)
      #expect(server.current.value.model?.modelID == "one")
      try TestFile.write(Array(Self.passing.utf8), to: tests)
      #expect(try await server.ask(.put, "/model", body: #"{"model_file": "\#(archive.string)"}"#).status == 204)
    }
  }
}
