import Dialogue
import Evaluation
import JSON
import Testing

@Suite("Messages held against what is understood of them")
struct MessageEvaluationTests {
  /// Understands what it was told to.
  private struct KnownMessages: MessageInterpreter {
    let answers: [String: JSONObject]

    func interpret(_ text: String) async throws(TurnError) -> Interpretation {
      guard let answer = answers[text] else { throw .notUnderstood }
      return Interpretation(parseData: answer)
    }
  }

  private static let nlu = """
    nlu:
    - intent: a
      examples: |
        - to [New York](city)
    - intent: b
      examples: |
        - hello
    """

  private static func answer(_ text: String, intent: String, ranking: [JSONValue] = [], entities: [JSONValue] = [], tokens: [JSONValue])
    -> (String, JSONObject)
  {
    var answer = JSONObject()
    answer["text"] = .string(text)
    answer["intent"] = ["name": .string(intent), "confidence": 0.5]
    answer["intent_ranking"] = .array(ranking)
    answer["entities"] = .array(entities)
    answer["text_tokens"] = .array(tokens)
    return (text, answer)
  }

  private static func evaluate(_ answers: [(String, JSONObject)], _ limits: EvaluationLimits = EvaluationLimits()) async throws
    -> JSONObject
  {
    let bytes = Array(nlu.utf8)
    let interpreter = KnownMessages(answers: Dictionary(uniqueKeysWithValues: answers))
    return try await MessageEvaluation(interpreter, limits: limits).run(TrainingExamples(TrainingDataDocument(bytes), bytes: bytes))
  }

  private static let tokens: [JSONValue] = [[0, 2], [3, 6], [7, 11]]

  @Test("a fallback does not hide the intent below it, and entities are compared word by word")
  func evaluated() async throws {
    let york: JSONValue = ["start": 7, "end": 11, "entity": "city", "extractor": "X"]
    let duckling: JSONValue = ["start": 0, "end": 2, "entity": "number", "extractor": "DucklingEntityExtractor"]
    let ranking: [JSONValue] = [["name": "nlu_fallback", "confidence": 0.5], ["name": "a", "confidence": 0.2]]
    let answer = try await Self.evaluate([
      Self.answer("to New York", intent: "nlu_fallback", ranking: ranking, entities: [york, duckling], tokens: Self.tokens),
      Self.answer("hello", intent: "a", tokens: [[0, 5]]),
    ])
    let intents = try #require(answer["intent_evaluation"])
    #expect(intents["predictions"]?.array?.first == ["text": "to New York", "intent": "a", "predicted": "a", "confidence": 0.2])
    #expect(intents["errors"]?.array?.count == 1)
    #expect(intents["accuracy"] == 0.5)
    let entities = try #require(answer["entity_evaluation"]?.object)
    #expect(entities.keys == ["X"])
    #expect(entities["X"]?["report"]?["city"]?["recall"] == 0.5)
    #expect(entities["X"]?["accuracy"] == 0.75)
    #expect(entities["X"]?["errors"]?.array?.count == 1)
    #expect(answer["response_selection_evaluation"] == JSONValue.null)
  }

  @Test("a model that fails, too many messages and a time that is over end it")
  func ended() async throws {
    await #expect(throws: EvaluationError.model("the pipeline failed on the message")) { try await Self.evaluate([]) }
    await #expect(throws: EvaluationError.tooMuch("more than 1 messages")) { try await Self.evaluate([], Self.few) }
    await #expect(throws: EvaluationError.tooLong(limit: .zero)) { try await Self.evaluate([], Self.brief) }
  }

  private static var few: EvaluationLimits {
    var limits = EvaluationLimits()
    limits.examples = 1
    return limits
  }

  private static var brief: EvaluationLimits {
    var limits = EvaluationLimits()
    limits.duration = .zero
    return limits
  }
}
