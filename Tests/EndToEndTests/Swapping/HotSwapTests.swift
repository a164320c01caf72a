import JSON
import SystemPackage
import TestSupport
import Testing

extension EndToEnd {
  /// Twenty new models while eight clients ask without a pause.
  @Suite(.enabled(if: ParityKit.isExpected, Comment(rawValue: ParityKit.advice)))
  struct HotSwapTests {
    static let swaps = 20

    @Test("20 swaps under load lose no request, mix no two models, and keep no memory")
    func swapsUnderLoad() async throws {
      let kit = try ParityKit.require()
      let models = [kit.model("moodbot"), kit.model("unicode")]
      let texts = try Self.texts(kit)
      let known = try await [Self.answers(of: models[0], to: texts), Self.answers(of: models[1], to: texts)]
      for (first, second) in zip(known[0], known[1]) { try #require(first.body != second.body) }

      try await PullingStage.with(models[0]) { stage in
        let seen = SeenModels(known: known)
        let load = Load(connections: 8, port: stage.server.port, calls: Self.calls(texts)) { seen.judge($0, $1) }
        try await load.waitForAnswers(200)
        var resident: [Int] = []
        for swap in 1...Self.swaps {
          try await stage.swap(to: models[swap % 2])
          try await load.waitForAnswers(400)
          resident.append(try #require(ProcessMemory.resident(of: stage.server.program.processIdentifier)))
        }
        // A former model's pages go back a moment after its last request: what counts is where memory comes to rest, under load.
        let limit = Int(Double(resident[1]) * 1.1)
        try await stage.server.program.wait(for: "at most \(limit) resident bytes; after each swap: \(resident)") {
          try #require(ProcessMemory.resident(of: stage.server.program.processIdentifier)) <= limit
        }
        let report = try await load.stop()

        #expect(report.failures == [])
        #expect(seen.counts.allSatisfy { $0 > 1000 }, "each model answered: \(seen.counts)")
        let pulls = stage.nginx.answers(for: PullingStage.archiveName)
        #expect(pulls[200] == Self.swaps + 1)
        print(
          "swaps under load: \(report.latencies.count) answers, \(report.failures.count) failures, by model \(seen.counts),",
          "resident KiB after each swap \(resident.map { $0 >> 10 }), p50 \(report.percentile(0.5) ?? .zero),",
          "p99 \(report.percentile(0.99) ?? .zero), longest \(report.percentile(1) ?? .zero)")
      }
    }

    /// A few messages of both bots' own.
    private static func texts(_ kit: ParityKit) throws -> [String] {
      try ["moodbot", "unicode"].flatMap { bot in try Golden.read(kit.goldens(bot, kind: "nlu")).prefix(8).map(\.text) }
    }

    private static func calls(_ texts: [String]) -> [HTTPCall] {
      texts.map { .post("/model/parse", json: ["text": .string($0)]) }
    }

    /// What a server with that model alone answers.
    private static func answers(of model: FilePath, to texts: [String]) async throws -> [HTTPAnswer] {
      let server = try await RunningAPIServer.serving(model)
      let answers = try texts.map { try server.parse($0) }
      try await server.program.stop()
      return answers
    }
  }
}
