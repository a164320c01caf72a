/// Ends an evaluation that takes too long, or for which nobody waits.
struct EvaluationClock {
  private let limit: Duration
  private let end: ContinuousClock.Instant

  init(_ limits: EvaluationLimits) {
    limit = limits.duration
    end = .now + limits.duration
  }

  func check() throws(EvaluationError) {
    guard !Task.isCancelled else { throw .cancelled }
    guard ContinuousClock.now < end else { throw .tooLong(limit: limit) }
  }
}
