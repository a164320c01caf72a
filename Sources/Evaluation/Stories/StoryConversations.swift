package import Dialogue

/// The conversations that stories describe.
package enum StoryConversations {
  /// Reads the sections `stories` and `rules`, and follows every way from the beginning of a story to its end.
  /// - Throws: `EvaluationError`.
  package static func all(
    in document: TrainingDataDocument, domain: Domain, limits: EvaluationLimits = EvaluationLimits()
  ) throws(EvaluationError) -> [Tracker] {
    let steps: [StoryStep]
    do { steps = try StoryReader.steps(in: document, domain: domain) } catch { throw .data(error.description) }
    return try StoryUnfolding.conversations(of: steps, domain: domain, limits: limits)
  }
}
