import Dialogue
import Foundation
import JSON
import NLU
import Testing

/// Whatever real Rasa predicted for the parity kit, where a learned policy had the last word.
@Suite("Learned policies predict what Rasa predicted", .enabled(if: RecordedPredictions.kit != nil, "no parity kit"))
struct RecordedPredictionTests {
  private static let tolerance = 1e-4

  private func lines(_ bot: String, _ kind: String) throws -> [JSONValue] {
    let file = try #require(RecordedPredictions.kit).appendingPathComponent("goldens/\(bot)/\(kind).jsonl")
    return try Data(contentsOf: file).split(separator: UInt8(ascii: "\n")).map { try JSONParser.parse(Array($0)) }
  }

  private func model(_ bot: String) throws -> PolicyModel {
    try PolicyModel(archive: try #require(RecordedPredictions.kit).appendingPathComponent("models/\(bot).tar.gz"))
  }

  private func input(_ events: some Sequence<Event>, _ model: PolicyModel) throws -> PredictionInput {
    PredictionInput(Tracker(senderID: "a", domain: model.domain, events: events), ruleOnly: try model.ruleOnlyData())
  }

  private func events(_ json: JSONValue?) throws -> [Event] { try Event.list(json ?? [], now: 0) { "a" } }

  @Test("TEDPolicy is as sure of each action", arguments: [("moodbot", 10), ("concierge", 18), ("e2e", 48)])
  func scores(_ bot: String, _ count: Int) throws {
    let model = try model(bot)
    let policy = try #require(try model.learnedPolicies().values.first { $0.name == "TEDPolicy" })
    let rows = try lines(bot, "predict").filter { $0["expected"]?["policy"] == "TEDPolicy" }
    #expect(rows.count == count)
    for row in rows {
      let prediction = try policy.predict(try input(try events(row["events"]), model))
      let expected = (row["expected"]?["scores"]?.array ?? []).compactMap { $0["score"]?.double }
      #expect(prediction.scores.count == expected.count)
      let difference = zip(prediction.scores, expected).map { abs($0 - $1) }.max() ?? 0
      #expect(difference < Self.tolerance, "\(row["conversation_id"]?.string ?? "")")
    }
  }

  @Test("UnexpecTEDIntentPolicy finds the same intents unlikely", arguments: ["moodbot", "concierge"])
  func unlikely(_ bot: String) throws {
    let model = try model(bot)
    let policy = try #require(try model.learnedPolicies().values.first { $0.name == "UnexpecTEDIntentPolicy" })
    for conversation in try lines(bot, "dialogue") {
      let json = (conversation["turns"]?.array ?? []).flatMap { $0["events"]?.array ?? [] }
      let all = try events(.array(json))
      for (number, event) in json.enumerated() where event["event"] == "action" && number > 0 && json[number - 1]["event"] != "action" {
        let prediction = try policy.predict(try input(all[..<number], model))
        let isUnlikely = event["policy"] == "UnexpecTEDIntentPolicy"
        // A rule or a form may have had the last word.
        if isUnlikely || event["policy"] == "TEDPolicy" || event["policy"] == "MemoizationPolicy" {
          #expect((prediction.confidence == 1) == isUnlikely, "\(conversation["conversation_id"]?.string ?? "") \(number)")
        }
        guard isUnlikely, let expected = event["metadata"]?["ranking"]?.array else { continue }
        let ranking = prediction.actionMetadata?["ranking"]?.array ?? []
        #expect(ranking.map { $0["name"] } == expected.map { $0["name"] })
        for (told, wanted) in zip(ranking, expected) {
          for key in ["score", "threshold", "severity"] {
            #expect(abs((told[key]?.double ?? 0) - (wanted[key]?.double ?? 0)) < Self.tolerance)
          }
        }
      }
    }
  }
}
