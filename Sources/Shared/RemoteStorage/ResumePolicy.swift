/// How often a part is taken up again.
package struct ResumePolicy: Sendable, Equatable {
  /// Failures in a row without a byte between them.
  package var attempts: Int
  /// Failures of one part in all.
  package var limit: Int
  /// The wait after the first failure in a row; it doubles, up to 16 times.
  package var delay: Duration

  package init(attempts: Int = 4, limit: Int = 20, delay: Duration = .milliseconds(500)) {
    self.attempts = attempts
    self.limit = limit
    self.delay = delay
  }

  /// - Parameter failures: in a row, counted from 1.
  package func delay(after failures: Int) -> Duration { delay * (1 << min(max(failures - 1, 0), 4)) }
}
