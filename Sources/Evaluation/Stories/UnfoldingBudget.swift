internal import Dialogue

/// What the conversations of stories may come to: alternatives and checkpoints multiply.
struct UnfoldingBudget {
  private let limits: EvaluationLimits
  private var trackers = 0
  private var events = 0

  init(_ limits: EvaluationLimits) { self.limits = limits }

  /// Counts conversations that go one step further.
  mutating func spend(trackers count: Int, events length: Int) throws(EvaluationError) {
    guard !Task.isCancelled else { throw .cancelled }
    trackers += count
    guard trackers <= limits.conversations else { throw .tooMuch("more than \(limits.conversations) conversations") }
    let (product, overflows) = count.multipliedReportingOverflow(by: length)
    events += overflows ? limits.events : product
    guard events <= limits.events else { throw .tooMuch("more than \(limits.events) events") }
  }

  func check(_ tracker: Tracker) throws(EvaluationError) {
    guard tracker.events.count <= limits.eventsOfConversation else {
      throw .tooMuch("a conversation with more than \(limits.eventsOfConversation) events")
    }
  }
}
