package import Dialogue
package import JSON

/// What a bot does in the situations of stories, held against what it does there: `POST /model/test/stories`.
package struct StoryEvaluation: Sendable {
  private let processor: MessageProcessor
  /// Whether the texts of messages are understood anew, and that is evaluated as well.
  private let isEndToEnd: Bool
  private let limits: EvaluationLimits

  package init(_ processor: MessageProcessor, isEndToEnd: Bool, limits: EvaluationLimits = EvaluationLimits()) {
    self.processor = processor
    self.isEndToEnd = isEndToEnd
    self.limits = limits
  }

  /// Evaluates the section `stories`; rules are read, but tell no conversations.
  /// - Throws: `EvaluationError`.
  package func run(_ document: TrainingDataDocument) async throws(EvaluationError) -> JSONObject {
    let clock = EvaluationClock(limits)
    var judgements = StoryJudgements()
    for story in try StoryConversations.all(in: document, domain: processor.model.domain, limits: limits) {
      var replay = StoryReplay(of: story, processor: processor, isEndToEnd: isEndToEnd, limits: limits, clock: clock)
      try await replay.run()
      judgements.add(replay.judgements)
    }
    return judgements.json(isEndToEnd: isEndToEnd)
  }
}
