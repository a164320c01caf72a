/// Ends what takes too long.
struct AcceptanceClock: Sendable {
  private let limits: AcceptanceLimits
  private let end: ContinuousClock.Instant

  init(_ limits: AcceptanceLimits) {
    self.limits = limits
    end = .now + limits.duration
  }

  var isOver: Bool { ContinuousClock.now >= end }
  var sentence: String { "the acceptance tests took longer than \(limits.duration)" }

  /// Lets one call happen; `nil` when it takes too long. It is cancelled then, and over when this returns.
  func call<Value: Sendable>(_ work: @escaping @Sendable () async -> Value) async -> Value? {
    await within(min(limits.call, end - .now), work)
  }

  /// Lets all of the tests happen.
  func all<Value: Sendable>(_ work: @escaping @Sendable () async -> Value) async -> Value? { await within(end - .now, work) }

  private func within<Value: Sendable>(_ limit: Duration, _ work: @escaping @Sendable () async -> Value) async -> Value? {
    guard limit > .zero else { return nil }
    return await withTaskGroup(of: Value?.self) { group in
      group.addTask { await work() }
      group.addTask {
        try? await Task.sleep(for: limit)
        return nil
      }
      let first = await group.next() ?? nil
      group.cancelAll()
      return first
    }
  }
}
