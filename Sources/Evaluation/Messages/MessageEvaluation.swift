package import Dialogue
package import JSON

/// What a model understands of messages, held against what they are said to mean: `POST /model/test/intents`.
package struct MessageEvaluation: Sendable {
  private let interpreter: any MessageInterpreter
  private let limits: EvaluationLimits

  package init(_ interpreter: any MessageInterpreter, limits: EvaluationLimits = EvaluationLimits()) {
    self.interpreter = interpreter
    self.limits = limits
  }

  /// Evaluates intents, entities and responses. A part of which the messages say too little is `null`: intents and responses need two
  /// different ones, entities a message that has some.
  /// - Throws: `EvaluationError`.
  package func run(_ examples: TrainingExamples) async throws(EvaluationError) -> JSONObject {
    let examples = examples.all
    guard examples.count <= limits.examples else { throw .tooMuch("more than \(limits.examples) messages") }
    var intents = Set(examples.map { Name($0.intent) }).count > 1 ? IntentEvaluation() : nil
    var responses = Set(examples.compactMap { $0.responseKey.map { Name($0) } }).count > 1 ? ResponseEvaluation() : nil
    var entities = examples.contains { !$0.entities.isEmpty } ? EntityEvaluation() : nil
    let clock = EvaluationClock(limits)
    for example in examples {
      try clock.check()
      let understood = UnderstoodMessage(try await interpreter.understand(example.text, limits))
      intents?.add(example, understood)
      responses?.add(example, understood)
      entities?.add(example, understood)
    }
    var answer = JSONObject()
    answer["intent_evaluation"] = intents.map { .object($0.json) } ?? .null
    answer["entity_evaluation"] = entities.map { .object($0.json) } ?? .null
    answer["response_selection_evaluation"] = responses.map { .object($0.json) } ?? .null
    return answer
  }
}
