internal import Dialogue
internal import JSON

/// Responses as selectors chose them beside those that messages ask for. Messages that ask for none do not count.
struct ResponseEvaluation {
  private struct Result {
    let text: String
    let target: String
    let prediction: String
    let confidence: JSONValue
  }

  private var results: [Result] = []

  mutating func add(_ example: TrainingExample, _ understood: UnderstoodMessage) {
    guard let target = example.responseKey else { return }
    let response = understood.response(to: example.intent)
    let confidence = response["confidence"] ?? .null
    results.append(
      Result(
        text: understood.text, target: target, prediction: response["intent_response_key"]?.string ?? "",
        confidence: confidence.isNull ? 0.0 : confidence))
  }

  var json: JSONObject {
    let matrix = ConfusionMatrix(results.map { (Name($0.target), Name($0.prediction)) })
    var json = JSONObject()
    json["predictions"] = .array(
      results.map { result in
        [
          "text": .string(result.text), "intent_response_key_target": .string(result.target),
          "intent_response_key_prediction": .string(result.prediction), "confidence": result.confidence,
        ]
      })
    json.add(ClassificationScores.summary(matrix, confused: true))
    json["errors"] = .array(
      results.filter { Name($0.target) != Name($0.prediction) }.map { result in
        [
          "text": .string(result.text), "intent_response_key_target": .string(result.target),
          "intent_response_key_prediction": ["name": .string(result.prediction), "confidence": result.confidence],
        ]
      })
    return json
  }
}
