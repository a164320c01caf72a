internal import Dialogue
internal import JSON

/// What was expected in stories, and what was predicted there.
struct StoryJudgements {
  private var actions: [(target: String, prediction: String)] = []
  private var intents: [(target: String?, prediction: String?)] = []
  private var entities = (targets: [JSONObject](), predictions: [JSONObject]())
  /// The actions as they are told.
  private var told: [JSONValue] = []

  /// - Parameter prediction: `nil` where none was made because there were too many in a row.
  mutating func add(action: String, predicted: String, by prediction: PolicyPrediction?) {
    actions.append((action, predicted))
    told.append([
      "action": .string(action), "predicted": .string(predicted), "policy": (prediction?.policy).map { .string($0) } ?? .null,
      "confidence": .number(prediction?.confidence ?? 0),
    ])
  }

  mutating func add(intent: String?, predicted: String?, entities targets: [JSONObject], predicted predictions: [JSONObject]) {
    intents.append((intent, predicted))
    entities.targets += targets
    entities.predictions += predictions
  }

  mutating func add(_ other: StoryJudgements) {
    actions += other.actions
    intents += other.intents
    entities.targets += other.entities.targets
    entities.predictions += other.entities.predictions
    told += other.told
  }

  func json(isEndToEnd: Bool) -> JSONObject {
    let pairs =
      actions.map { (Name($0.target), Name($0.prediction)) } + intents.map { (Name($0.target ?? ""), Name($0.prediction ?? "")) }
      + EntityAlignment.pairs(targets: entities.targets, predictions: entities.predictions)
    let summary = ClassificationScores.summary(ConfusionMatrix(pairs), confused: false)
    var json = JSONObject()
    json["report"] = .object(summary.report)
    json["precision"] = .number(summary.precision)
    json["f1"] = .number(summary.f1)
    json["accuracy"] = .number(summary.accuracy)
    json["actions"] = .array(told)
    // Rasa looks for policies by names that they had in former versions, and finds none.
    json["in_training_data_fraction"] = told.isEmpty ? .integer(0) : .number(0)
    json["is_end_to_end_evaluation"] = .bool(isEndToEnd)
    return json
  }
}
