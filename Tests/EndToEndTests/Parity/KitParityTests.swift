import TestSupport
import Testing

extension EndToEnd {
  /// The whole server against the answers of real Rasa, through HTTP.
  @Suite(.enabled(if: ParityKit.isExpected, Comment(rawValue: ParityKit.advice)))
  struct KitParityTests {
    static let tolerance = 1e-4
    static let bots = [
      "moodbot", "concierge", "unicode", "e2e", "classic_diet_b", "classic_diet_c", "classic_diet_variants", "classic_keyword",
      "classic_logreg",
    ]

    @Test("every message is understood as real Rasa understands it", arguments: bots)
    func parity(bot: String) async throws {
      let kit = try ParityKit.require()
      let server = try await RunningAPIServer.serving(kit.model(bot))

      let check = try await ParityCheck.run(kit, bot: bot, parts: ["nlu"], tolerance: "\(Self.tolerance)", port: server.port)
      #expect(check.passed, Comment(rawValue: check.output))

      let goldens = try Golden.read(kit.goldens(bot, kind: "nlu"))
      try #require(!goldens.isEmpty)
      var largest = 0.0
      for golden in goldens {
        let comparison = try golden.compare(with: server.port, tolerance: Self.tolerance)
        #expect(comparison.differences.isEmpty, "parse \(golden.text.prefix(80).debugDescription)")
        largest = max(largest, comparison.largestDifference)
      }
      print("parity \(bot): \(goldens.count) messages, largest difference of a confidence \(largest)")
      #expect(try await server.program.stop() == .exit(0))
    }
  }
}
