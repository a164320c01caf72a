import Inference
import JSON
import Testing

@Suite("The conditional random field decodes as Rasa does")
struct ConditionalRandomFieldTests {
  @Test("tags and confidences are those that Rasa reports")
  func decodes() throws {
    let cases = try #require(try Fixtures.recorded()["tags"]?.array)
    #expect(cases.count == 12)
    for example in cases {
      let transitions = try #require(example["transitions"]?.rows)
      let field = ConditionalRandomField(transitions: Tensor(shape: [5, 5], values: transitions.flatMap(\.self)))
      let predictions = field.decode(LaneMatrix(rows: try #require(example["logits"]?.rows)))
      #expect(predictions.map(\.tag) == example["tags"]?.array?.compactMap(\.integer))
      let confidences = try #require(example["confidences"]?.array).compactMap(\.double)
      #expect(predictions.count == confidences.count)
      for (prediction, confidence) in zip(predictions, confidences) { #expect(abs(Double(prediction.confidence) - confidence) < 1e-5) }
    }
  }

  @Test("the path found is the best of all paths")
  func isOptimal() {
    var random = SystemRandomNumberGenerator()
    for _ in 0..<20 {
      let logits = (0..<4).map { _ in (0..<3).map { _ in Float.random(in: -2...2, using: &random) } }
      let transitions = (0..<9).map { _ in Float.random(in: -2...2, using: &random) }
      func score(_ path: [Int]) -> Float {
        path.enumerated().reduce(Float(0)) { sum, step in
          sum + logits[step.offset][step.element] + (step.offset == 0 ? 0 : transitions[path[step.offset - 1] * 3 + step.element])
        }
      }
      let found = ConditionalRandomField(transitions: Tensor(shape: [3, 3], values: transitions)).decode(LaneMatrix(rows: logits)).map(
        \.tag)
      let paths = (0..<81).map { [$0 / 27, $0 / 9 % 3, $0 / 3 % 3, $0 % 3] }
      #expect(paths.allSatisfy { score($0) <= score(found) + 1e-4 })
    }
  }
}
