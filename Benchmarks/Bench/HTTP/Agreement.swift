import JSON
import TestSupport

/// Before speed is compared, the servers have to say the same.
enum Agreement {
  /// Asks every contender every text and compares the answers with those of the first.
  /// - Throws: `BenchError.disagreement`, `.wrongAnswers`.
  package static func check(_ texts: [String], _ contenders: [Contender]) async throws {
    for (index, text) in texts.enumerated() {
      let answers = try contenders.map { contender in
        let answer = try HTTPCall.post("/model/parse", json: ["text": .string(text)]).send(to: contender.port)
        guard answer.status == 200 else {
          throw BenchError.wrongAnswers(server: contender.name, count: 1, first: "message \(index): status \(answer.status)")
        }
        return try answer.json
      }
      for answer in answers.dropFirst() {
        var comparison = AnswerComparison(tolerance: 1e-3)
        comparison.compare(answer, answers[0])
        if let difference = comparison.differences.first { throw BenchError.disagreement(message: index, difference) }
      }
    }
  }
}
