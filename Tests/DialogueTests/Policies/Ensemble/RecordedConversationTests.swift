import Dialogue
import Foundation
import JSON
import ModelFormat
import NLU
import SystemPackage
import Testing

/// Random conversations of the concierge bot – restarts, rewinds, forms, hidden turns, odd slot values – as real Rasa 3.6.21 takes them.
struct RecordedConversationTests {
  private let fixtures = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Fixtures")

  @Test func `random conversations are told, seen and continued as real Rasa does`() throws {
    let model = try ModelReader(directory: FilePath(fixtures.appendingPathComponent("concierge").path))
    let domain = try Domain(model.metadata.domain)
    let ensemble = try PolicyEnsemble.load(from: model, domain: domain)
    #expect(ensemble.policies.map(\.name) == ["MemoizationPolicy", "RulePolicy"])
    #expect(ensemble.policies.map(\.priority) == [3, 4])
    let lines = try [UInt8](Data(contentsOf: fixtures.appendingPathComponent("conversations.jsonl"))).split(separator: 10)
    #expect(lines.count > 30)
    for (number, line) in lines.enumerated() {
      let conversation = RecordedConversation(json: try JSONParser.parse(Array(line)))
      let differences = try conversation.differences(ensemble, domain)
      #expect(differences.isEmpty, "conversation \(number + 1): \(differences.joined(separator: "; "))")
    }
  }
}
