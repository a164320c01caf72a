import Foundation
import JSON
import SystemPackage
import TestSupport
import Testing

extension EndToEnd {
  /// Both programs, and models that carry acceptance tests.
  @Suite
  struct AcceptanceTests {
    private static let good = """
      tests:
      - message: \(Example.message)
        intent: \(Example.intent)
        minimum_confidence: 0.8
        entities: [{entity: room_type, value: double}, {entity: guests, value: 2}]
      - conversation:
        - {message: call me a taxi, intent: book_taxi, replies: [Where does the ride begin?]}
        - {message: from Berlin, entities: [{entity: city, value: Berlin, role: from}, {entity: city}], replies: [And where does it end?]}
      """
    private static let bad = "tests:\n- {message: \(Example.message), intent: goodbye}\n- {message: hello, entities: []}\n"

    /// The example's model with a file of tests in it.
    private func archive(_ tests: String, as name: String, in directory: FilePath) throws -> FilePath {
      let folder = directory.appending("\(name)-unpacked")
      try FileManager.default.createDirectory(atPath: folder.string, withIntermediateDirectories: true)
      try #require(try CommandRun("tar", ["-xzf", Example.archive.string, "-C", folder.string]).status == 0)
      try Data(tests.utf8).write(to: URL(fileURLWithPath: folder.appending("acceptance-tests.yml").string))
      let archive = directory.appending("\(name).tar.gz")
      try #require(try CommandRun("tar", ["-czf", archive.string, "-C", folder.string, "."]).status == 0)
      return archive
    }

    private func current(_ stage: PullingStage) throws -> String {
      try FileManager.default.destinationOfSymbolicLink(atPath: stage.models.appending("current").string)
    }

    private func status(_ stage: PullingStage) throws -> JSONValue { try HTTPCall.get("/status").send(to: stage.sync.port).json }

    @Test("a model that fails its tests is not served, ModelSync goes back and does not fetch it again, and a fixed one is served")
    func refusal() async throws {
      try await TestDirectory.with("acceptance") { directory in
        let good = try archive(Self.good, as: "good", in: directory)
        try await PullingStage.with(good) { stage in
          try await stage.sync.program.wait(for: "an accepted generation") { try status(stage)["servers"]?["accepted"] == 1 }
          let first = try current(stage)
          try stage.nginx.publish(try archive(Self.bad, as: "bad", in: directory), as: PullingStage.archiveName)
          try await stage.sync.program.wait(for: "a refused generation") { try status(stage)["refused"]?["generation"]?.string != nil }

          #expect(try current(stage) == first)
          let refused = try #require(try status(stage)["refused"])
          #expect(refused["reason"]?.string?.contains("of 2 acceptance tests failed, ") == true, "\(refused.jsonText)")
          let failure = try #require(try HTTPCall.get("/status").send(to: stage.server.port).json["load_failure"])
          #expect(failure["failed_tests"]?.array?.first?["line"] == 2)
          #expect(failure["failed_tests"]?.array?.first?["message"]?.string == Example.message)
          #expect(try stage.server.parse(Example.message).json["intent"]?["name"]?.string == Example.intent)
          for output in [stage.server.program.output, stage.sync.program.output] {
            #expect(output.contains("acceptance tests failed") && !output.contains(Example.message))
          }
          let downloads = stage.nginx.answers(for: PullingStage.archiveName)[200]
          let unchanged = stage.nginx.answers(for: PullingStage.archiveName)[304, default: 0]
          try await stage.sync.program.wait(for: "three more pulls") {
            stage.nginx.answers(for: PullingStage.archiveName)[304, default: 0] >= unchanged + 3
          }
          #expect(downloads == 2 && stage.nginx.answers(for: PullingStage.archiveName)[200] == 2)

          // Whoever starts now gets the good one.
          let another = try await RunningAPIServer.serving(stage.models)
          #expect(first.hasSuffix(try HTTPCall.get("/readyz").send(to: another.port).json["generation"]?.string ?? "none"))
          try await stage.sync.program.wait(for: "two servers") { try status(stage)["servers"]?["accepted"] == 2 }
          try await another.program.stop()

          try hostileReports(in: stage.models.appending("reports"), naming: first)
          try stage.nginx.publish(try archive(Self.good + "\n# fixed\n", as: "fixed", in: directory), as: PullingStage.archiveName)
          try await stage.server.program.wait(for: "the fixed model") {
            let generation = try HTTPCall.get("/readyz").send(to: stage.server.port).json["generation"]?.string ?? "none"
            return try current(stage) != first && current(stage).hasSuffix(generation)
          }
          #expect(try HTTPCall.get("/status").send(to: stage.server.port).json["load_failure"] == nil)
          #expect(try status(stage)["refused"]?.isNull == true)
          let metrics = try HTTPCall.get("/metrics").send(to: stage.sync.port).text
          #expect(metrics.contains("model_sync_generations_refused_total 1"))
        }
      }
    }

    /// Files that are no reports, and one that speaks for a server under another's name.
    private func hostileReports(in folder: FilePath, naming generation: String) throws {
      let id = FilePath(generation).lastComponent?.string ?? ""
      let report = #"{"generation":"\#(id)","server":"a","verdict":"refused","tests":1,"reason":"r","reported_at":"2026-01-01T00:00:00Z"}"#
      for (name, text) in [("b.json", report), ("c.json", "{"), ("d.json", String(repeating: "[", count: 100_000))] {
        try Data(text.utf8).write(to: URL(fileURLWithPath: folder.appending(name).string))
      }
      try FileManager.default.createSymbolicLink(atPath: folder.appending("e.json").string, withDestinationPath: "/dev/zero")
    }

    @Test("the server's own tests hold for every model; a file that is broken ends the start")
    func ownTests() async throws {
      try await TestDirectory.with("acceptance") { directory in
        let file = directory.appending("tests.yml")
        try Data("tests:\n- message: hello\n  intnt: greet\n".utf8).write(to: URL(fileURLWithPath: file.string))
        let arguments = ["-m", Example.archive.string, "--acceptance-tests", file.string, "-i", "127.0.0.1", "-p", "0"]
        let broken = try RunningProgram(Executable.apiServer.path, arguments)
        #expect(try await broken.waitForEnd() == .exit(2))
        #expect(broken.output.contains("tests.yml, line 3, column 3: a test must not have the key intnt"), "\(broken.output)")

        try Data(Self.bad.utf8).write(to: URL(fileURLWithPath: file.string))
        let refusing = try await RunningAPIServer.start(
          ["-m", Example.archive.string], environment: ["API_SERVER_ACCEPTANCE_TESTS": file.string])
        let ready = try HTTPCall.get("/readyz").send(to: refusing.port)
        #expect(ready.status == 503)
        #expect(try ready.json["load_failure"]?["error"]?.string?.contains("acceptance tests failed") == true)
        try Data(Self.good.utf8).write(to: URL(fileURLWithPath: file.string))
        let answer = try HTTPCall("PUT", "/model", body: Array(#"{"model_file": "\#(Example.archive.string)"}"#.utf8)).send(
          to: refusing.port)
        #expect(answer.status == 204, "\(answer.text)")
        #expect(try await refusing.program.stop() == .exit(0))
      }
    }
  }
}
