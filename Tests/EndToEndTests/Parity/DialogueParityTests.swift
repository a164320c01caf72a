import Foundation
import SystemPackage
import TestSupport
import Testing

extension EndToEnd {
  /// Whole conversations against those of real Rasa, through HTTP: replies, events, slots, predictions.
  @Suite(.enabled(if: ParityKit.isExpected, Comment(rawValue: ParityKit.advice)))
  struct DialogueParityTests {
    static let parts = ["dialogue", "predict", "http"]

    @Test("a bot answers turn for turn as it does in real Rasa", arguments: ["moodbot", "unicode", "e2e"])
    func parity(bot: String) async throws {
      let kit = try ParityKit.require()
      let server = try await RunningAPIServer.serving(kit.model(bot), ["--credentials", kit.credentials(bot).string])
      let check = try await ParityCheck.run(kit, bot: bot, parts: Self.parts, tolerance: "1e-3", port: server.port)
      #expect(check.passed, Comment(rawValue: check.output))
      #expect(try await server.program.stop() == .exit(0))
    }

    @Test("a bot with custom actions sends its action server what real Rasa does, and goes on as it does")
    func customActions() async throws {
      let kit = try ParityKit.require()
      let actions = try await ReplayedActionServer.start(kit, bot: "concierge")
      try await TestDirectory.with("actions") { directory in
        let endpoints = directory.appending("endpoints.yml")
        try actions.endpoints.write(toFile: endpoints.string, atomically: true, encoding: .utf8)
        let settings = ["--endpoints", endpoints.string, "--credentials", kit.credentials("concierge").string]
        let server = try await RunningAPIServer.serving(kit.model("concierge"), settings)
        let check = try await ParityCheck.run(
          kit, bot: "concierge", parts: Self.parts, tolerance: "1e-3", port: server.port, actions: actions)
        #expect(check.passed, Comment(rawValue: check.output))
        #expect(try await server.program.stop() == .exit(0))
      }
      try await actions.program.stop()
    }
  }
}
