internal import Dialogue
internal import JSON

/// Intents as they were predicted beside those that messages have.
struct IntentEvaluation {
  private struct Result {
    let text: String
    let target: String
    let prediction: String
    let confidence: JSONValue
  }

  private var results: [Result] = []

  mutating func add(_ example: TrainingExample, _ understood: UnderstoodMessage) {
    results.append(
      Result(
        text: understood.text, target: example.intent, prediction: understood.intent["name"]?.string ?? "",
        confidence: understood.intent["confidence"] ?? .null))
  }

  var json: JSONObject {
    let matrix = ConfusionMatrix(results.map { (Name($0.target), Name($0.prediction)) })
    var json = JSONObject()
    json["predictions"] = .array(
      results.map { result in
        [
          "text": .string(result.text), "intent": .string(result.target), "predicted": .string(result.prediction),
          "confidence": result.confidence,
        ]
      })
    json.add(ClassificationScores.summary(matrix, confused: true))
    json["errors"] = .array(
      results.filter { Name($0.target) != Name($0.prediction) }.map { result in
        [
          "text": .string(result.text), "intent": .string(result.target),
          "intent_prediction": ["name": .string(result.prediction), "confidence": result.confidence],
        ]
      })
    return json
  }
}

extension JSONObject {
  /// Adds the report and what it says in short, by the names that evaluations of messages have for it.
  mutating func add(_ summary: ClassificationScores.Summary) {
    self["report"] = .object(summary.report)
    self["precision"] = .number(summary.precision)
    self["f1_score"] = .number(summary.f1)
    self["accuracy"] = .number(summary.accuracy)
  }
}
