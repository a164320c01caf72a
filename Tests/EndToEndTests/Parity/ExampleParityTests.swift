import Foundation
import JSON
import TestSupport
import Testing

extension EndToEnd {
  @Suite
  struct ExampleParityTests {
    @Test("the example bot answers as it does in real Rasa")
    func example() async throws {
      let server = try await RunningAPIServer.serving(Example.archive)
      let goldens = try Golden.read(Example.goldens)
      #expect(goldens.count > 50)
      for golden in goldens {
        let comparison = try golden.compare(with: server.port, tolerance: 1e-4)
        #expect(comparison.differences.isEmpty, "parse \(golden.text.prefix(80).debugDescription)")
      }
      #expect(try await server.program.stop() == .exit(0))
    }

    @Test("a comparison notices a wrong intent, a shifted entity, a confidence beyond the tolerance and a missing member")
    func comparisonFails() throws {
      let golden = try #require(try Golden.read(Example.goldens).first { !($0.expected["entities"]?.array ?? []).isEmpty })
      var same = AnswerComparison(tolerance: 1e-4)
      same.compare(golden.expected, golden.expected)
      #expect(same.differences.isEmpty)
      let text = golden.expected.jsonText
      for (found, put) in [("\"start\":", "\"start\":1"), ("\"confidence\":0.", "\"confidence\":0.1"), ("\"text_tokens\"", "\"tokens\"")] {
        try #require(text.contains(found))
        let range = try #require(text.firstRange(of: found))
        var comparison = AnswerComparison(tolerance: 1e-4)
        comparison.compare(golden.expected, try JSONParser.parse(text.replacingCharacters(in: range, with: put)))
        #expect(!comparison.differences.isEmpty, "\(found) → \(put)")
      }
    }
  }
}
