/// How much one evaluation may take.
package struct EvaluationLimits: Sendable {
  /// Messages of training data.
  package var examples = 100_000
  /// One message, in bytes of UTF-8: time and memory grow with the square of its length.
  package var messageBytes = 16 << 10
  /// Conversations that stories describe, counted at each checkpoint that they pass.
  package var conversations = 20_000
  /// Events of all conversations together.
  package var events = 200_000
  /// Events of one conversation: time grows with the square of their number.
  package var eventsOfConversation = 5_000
  package var duration: Duration = .seconds(3_600)

  package init() {}
}
