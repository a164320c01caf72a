/// Times short pieces of work: many runs in a batch, many batches, of which the fastest and the median count.
///
/// Processor time of the thread counts, so that it does not matter when others take the core away; the fastest batch is the
/// one whose caches nothing disturbed.
struct Stopwatch: Sendable {
  /// How long one piece of work is measured.
  var budget = Duration.milliseconds(60)
  /// How long a batch should take: long against the clock, short against what else the machine does.
  var batch = Duration.microseconds(200)

  /// Nanoseconds for one run.
  struct Reading: Sendable {
    let minimum: Double
    let median: Double
  }

  /// - Parameter work: whatever it returns is kept from being optimised away.
  func measure<Result>(_ work: () throws -> Result) rethrows -> Reading {
    var runs = 1
    var elapsed = try time(1, work)
    // Warms up, and finds how many runs make a batch.
    let wanted = batch / .nanoseconds(1)
    while elapsed < wanted && runs < 1 << 24 {
      runs = max(runs * 2, min(runs * 16, Int(Double(runs) * wanted / max(elapsed, 50))))
      elapsed = try time(runs, work)
    }
    var readings: [Double] = []
    let end = ContinuousClock.now + budget
    while ContinuousClock.now < end || readings.count < Self.fewestBatches { readings.append(try time(runs, work) / Double(runs)) }
    let sample = Sample(readings)
    return Reading(minimum: sample.minimum ?? .nan, median: sample.median ?? .nan)
  }

  private static let fewestBatches = 8

  /// Nanoseconds of this thread for a batch.
  private func time<Result>(_ runs: Int, _ work: () throws -> Result) rethrows -> Double {
    let start = ProcessTime.ofThisThread
    for _ in 0..<runs { keep(try work()) }
    return ProcessTime.ofThisThread - start
  }
}

/// Makes the optimiser believe that a value is wanted.
@inline(never)
func keep<Value>(_ value: Value) { withExtendedLifetime(value) {} }
