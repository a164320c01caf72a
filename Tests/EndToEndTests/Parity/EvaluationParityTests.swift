import JSON
import SystemPackage
import TestSupport
import Testing

extension EndToEnd {
  /// Evaluations against those of real Rasa: messages and stories with mistakes of all kinds, and bodies that cannot be used.
  @Suite
  struct EvaluationParityTests {
    static let tolerance = 1e-3
    private static let fixtures = Repository.root.appending("Tests/EndToEndTests/Parity/Fixtures")

    @Test("the example bot is evaluated as in real Rasa")
    func example() async throws { try await check("concierge-small", Example.archive, atLeast: 100) }

    @Test(
      "a bot is evaluated as in real Rasa", .enabled(if: ParityKit.isExpected, Comment(rawValue: ParityKit.advice)),
      arguments: ["moodbot", "unicode", "e2e", "concierge", "classic_diet_b", "classic_keyword", "classic_logreg"])
    func kit(bot: String) async throws { try await check(bot, ParityKit.require().model(bot), atLeast: 1) }

    private func check(_ name: String, _ model: FilePath, atLeast count: Int) async throws {
      let goldens = try EvaluationGolden.read(Self.fixtures.appending("evaluation-\(name).jsonl"))
      try #require(goldens.count >= count)
      let server = try await RunningAPIServer.serving(model)
      for golden in goldens {
        let comparison = try golden.compare(with: server.port, tolerance: Self.tolerance)
        #expect(comparison.differences.isEmpty, "\(golden.name)")
      }
      #expect(try await server.program.stop() == .exit(0))
    }

    @Test("without a model there is no evaluation, but a body that cannot be used is refused first")
    func noModel() async throws {
      try await TestDirectory.with("evaluation") { directory in
        let server = try await RunningAPIServer.start(["-m", directory.string])
        let yaml = ["Content-Type": "application/x-yaml"]
        let nlu = HTTPCall("POST", "/model/test/intents", headers: yaml, body: Array("nlu: []".utf8))
        #expect(try nlu.send(to: server.port).status == 409)
        #expect(try HTTPCall("POST", "/model/test/intents", headers: yaml, body: Array("nlu: [".utf8)).send(to: server.port).status == 400)
        #expect(try HTTPCall("POST", "/model/test/intents", headers: yaml).send(to: server.port).status == 400)
        #expect(try HTTPCall("POST", "/model/test/stories", headers: yaml).send(to: server.port).status == 409)
        #expect(try await server.program.stop() == .exit(0))
      }
    }

    @Test(
      "what would train a model, or answer elsewhere, is refused in a sentence",
      arguments: ["cross_validation_folds=2", "model=other.tar.gz"])
    func refused(parameter: String) async throws {
      let server = try await RunningAPIServer.serving(Example.archive)
      let call = HTTPCall(
        "POST", "/model/test/intents?\(parameter)", headers: ["Content-Type": "application/x-yaml"], body: Array("nlu: []".utf8))
      let answer = try call.send(to: server.port)
      #expect(answer.status == 400)
      #expect(try answer.json["reason"] == "TestingError")
      #expect(try await server.program.stop() == .exit(0))
    }
  }
}
