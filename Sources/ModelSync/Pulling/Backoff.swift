/// How long to wait after failures in a row: twice as long each time, up to a limit.
package struct Backoff: Sendable, Equatable {
  package var initial: Duration
  package var limit: Duration

  package init(initial: Duration = .seconds(1), limit: Duration = .seconds(60)) {
    self.initial = initial
    self.limit = limit
  }

  /// - Parameter failures: in a row, counted from 1.
  package func delay(after failures: Int) -> Duration {
    // Beyond 2^40 every limit is reached, and nothing overflows before.
    let doublings = min(max(failures - 1, 0), 40)
    let delay = initial * (1 << doublings)
    return min(delay, max(limit, initial))
  }
}
