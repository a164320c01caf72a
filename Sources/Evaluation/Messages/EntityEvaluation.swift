internal import Dialogue
internal import JSON

/// Entities as each extractor found them beside those that messages have, word by word.
struct EntityEvaluation {
  private struct Result {
    let text: String
    let targets: [JSONObject]
    let predictions: [JSONObject]
    let tokens: [Range<Int>]

    var json: JSONValue {
      [
        "text": .string(text), "entities": .array(targets.map { .object($0) }),
        "predicted_entities": .array(predictions.map { .object($0) }),
      ]
    }
  }

  /// The label of a word that belongs to no entity.
  private static let none: Name = "no_entity"

  private var results: [Result] = []

  mutating func add(_ example: TrainingExample, _ understood: UnderstoodMessage) {
    results.append(
      Result(text: understood.text, targets: example.entities, predictions: understood.entities, tokens: understood.tokens))
  }

  var json: JSONObject {
    let extractors = Set(results.flatMap { $0.predictions.compactMap { $0["extractor"]?.string } }).sorted()
    let targets = results.map { result in Self.labels(result.tokens, result.targets) }
    var json = JSONObject()
    for extractor in extractors { json[extractor] = .object(evaluation(of: extractor, targets)) }
    return json
  }

  private func evaluation(of extractor: String, _ targets: [[Name]]) -> JSONObject {
    var pairs: [(target: Name, prediction: Name)] = []
    var errors: [JSONValue] = []
    for (result, targets) in zip(results, targets) {
      let predictions = Self.labels(result.tokens, result.predictions.filter { $0["extractor"]?.string == extractor })
      pairs += zip(targets, predictions).map { ($0, $1) }
      if targets != predictions { errors.append(result.json) }
    }
    var json = JSONObject()
    json.add(ClassificationScores.summary(ConfusionMatrix(pairs), excluding: Self.none, confused: true))
    json["errors"] = .array(errors)
    return json
  }

  private static func labels(_ tokens: [Range<Int>], _ entities: [JSONObject]) -> [Name] {
    let spans = entities.map { EntityLabel($0) }
    return tokens.map { token in
      var best: EntityLabel?
      var most = 0
      for span in spans {
        let shared = span.overlap(with: token)
        if shared > most { (best, most) = (span, shared) }
      }
      return best?.label ?? none
    }
  }
}
