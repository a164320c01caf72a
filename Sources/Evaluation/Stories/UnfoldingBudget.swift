internal import Dialogue

/// What the conversations of stories may come to: alternatives and checkpoints multiply.
struct UnfoldingBudget {
  private let limits: EvaluationLimits
  private let clock: EvaluationClock
  private var trackers = 0
  private var events = 0

  init(_ limits: EvaluationLimits) {
    self.limits = limits
    clock = EvaluationClock(limits)
  }

  /// Counts conversations that are about to go further, by as many events each.
  mutating func spend(_ conversations: [Tracker], events length: Int) throws(EvaluationError) {
    trackers += conversations.count
    guard trackers <= limits.conversations else { throw .tooMuch("more than \(limits.conversations) conversations") }
    let longest = conversations.map(\.events.count).max() ?? 0
    guard longest + length <= limits.eventsOfConversation else {
      throw .tooMuch("a conversation with more than \(limits.eventsOfConversation) events")
    }
    events += conversations.count * length
    guard events <= limits.events else { throw .tooMuch("more than \(limits.events) events") }
  }

  /// Ends what takes too long.
  func check() throws(EvaluationError) { try clock.check() }
}
