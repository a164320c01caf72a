import Foundation
import JSON
import Synchronization
import SystemPackage
import TestSupport
import Testing

extension EndToEnd {
  /// Conversations that go on while the model under them is exchanged for that of another bot.
  ///
  /// `SOUFFLEUR_SWAP_SECONDS` and `SOUFFLEUR_SWAP_CONVERSATIONS` make it longer and larger.
  @Suite(.enabled(if: ParityKit.isExpected, Comment(rawValue: ParityKit.advice)))
  struct ConversationSwapTests {
    private static func setting(_ name: String, default value: Int) -> Int {
      ProcessInfo.processInfo.environment[name].flatMap { Int($0) } ?? value
    }

    static let conversations = setting("SOUFFLEUR_SWAP_CONVERSATIONS", default: 200)
    static let seconds = setting("SOUFFLEUR_SWAP_SECONDS", default: 8)

    @Test(
      "each turn of parallel conversations is one model's, however often models are swapped meanwhile, and only what was said takes memory",
      arguments: [false, true])
    func swapsUnderConversations(beginningAnew: Bool) async throws {
      let kit = try ParityKit.require()
      let models = [kit.model("moodbot"), kit.model("e2e")]
      let server = try await RunningAPIServer.serving(models[0])
      var replies: [String: Set<String>] = [:]
      for model in models.reversed() {
        try Self.swap(to: model, server)
        replies[try #require(try server.modelID())] = try Self.texts(of: server)
      }

      // A conversation that begins anew now and then keeps its last session alone, so that nothing may grow. A session_started
      // event does it with any bot, which `/restart` does not: a policy with end-to-end actions may have another answer to that.
      let steps: [Step] = Self.messages.map { .message($0) } + (beginningAnew ? [.newSession] : [])
      let calls = steps.flatMap { step in (0..<Self.conversations).map { step.call(Self.sender($0)) } }
      let load = Load(connections: 16, port: server.port, calls: calls) { index, answer in
        let expected = UInt8(ascii: steps[index / Self.conversations % steps.count] == .newSession ? "{" : "[")
        return answer.status == 200 && answer.body.first == expected ? nil : "status \(answer.status): \(answer.text.prefix(200))"
      }
      try await load.waitForAnswers(Self.conversations)
      var resident: [Int] = []
      for swap in 1...Self.seconds {
        try Self.swap(to: models[swap % 2], server)
        resident.append(try #require(ProcessMemory.resident(of: server.program.processIdentifier)))
        try await Task.sleep(for: .seconds(1))
      }
      let report = try await load.stop()
      #expect(report.failures == [])

      let judge = TurnJudge(replies: replies)
      for number in 0..<Self.conversations {
        try judge.take(HTTPCall.get("/conversations/\(Self.sender(number))/tracker").send(to: server.port).json)
      }
      #expect(judge.complaints == [])
      if !beginningAnew {
        #expect(
          judge.turns.count == 2 && judge.turns.values.allSatisfy { $0 > Self.conversations }, "turns by model: \(judge.turns)")
      }
      if beginningAnew {
        let half = resident.count / 2
        #expect((resident[half...].max() ?? 0) < (resident[..<half].max() ?? 0) * 3 / 2, "resident bytes: \(resident)")
      }
      print(
        "swaps under conversations\(beginningAnew ? " that begin anew" : ""): \(Self.conversations) conversations, \(report.latencies.count) answers, \(Self.seconds) swaps,",
        "explained by model \(judge.turns.values.sorted()), resident KiB \(resident.map { $0 >> 10 }), p99 \(report.percentile(0.99) ?? .zero)"
      )
      #expect(try await server.program.stop() == .exit(0))
    }

    /// Intents of one bot or the other, and texts for both.
    private static let messages = ["/hello", "hello", "/greet", "I feel low today", "a ticket, please"]

    private static func sender(_ number: Int) -> String { "swap-\(number % conversations)" }

    /// What every conversation does in turn, as long as the load lasts.
    private enum Step: Equatable {
      case message(String)
      case newSession

      func call(_ sender: String) -> HTTPCall {
        switch self {
        case .message(let text): .post("/webhooks/rest/webhook", json: ["sender": .string(sender), "message": .string(text)])
        case .newSession: .post("/conversations/\(sender)/tracker/events", json: [["event": "session_started"]])
        }
      }
    }

    private static func swap(to model: FilePath, _ server: RunningAPIServer) throws {
      var call = HTTPCall.post("/model", json: ["model_file": .string(model.string)])
      call.method = "PUT"
      try #require(try call.send(to: server.port).status == 204)
    }

    /// Whatever the loaded bot can say.
    private static func texts(of server: RunningAPIServer) throws -> Set<String> {
      let domain = try HTTPCall.get("/domain").send(to: server.port).json
      var texts = Set((domain["e2e_actions"]?.array ?? []).compactMap(\.string))
      for (_, variations) in domain["responses"]?.object ?? JSONObject() {
        texts.formUnion((variations.array ?? []).compactMap { $0["text"]?.string })
      }
      return texts
    }
  }
}

/// Looks whether each turn of a conversation was one model's.
private final class TurnJudge {
  private let replies: [String: Set<String>]
  private(set) var complaints: [String] = []
  /// By model.
  private(set) var turns: [String: Int] = [:]

  init(replies: [String: Set<String>]) { self.replies = replies }

  func take(_ tracker: JSONValue) {
    var model: String?
    for event in tracker["events"]?.array ?? [] {
      let type = event["event"]?.string ?? ""
      guard let own = event["metadata"]?["model_id"]?.string else {
        complaints.append("an event of type \(type) without a model")
        continue
      }
      if type == "user" {
        model = own
        turns[own, default: 0] += 1
      } else if let model, own != model {
        complaints.append("an event of type \(type) by another model than the turn's")
      }
      // What lies between turns, the beginning of a session, is nobody's.
      if event["name"]?.string == "action_listen" { model = nil }
      if type == "bot", let text = event["text"]?.string, replies[own]?.contains(text) != true {
        complaints.append("a reply that its model cannot give: \(text)")
      }
    }
  }
}
