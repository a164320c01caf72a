/// Waiting for what must become true, with a deadline instead of a hopeful sleep.
public enum Condition {
  /// Looks every few milliseconds until `isTrue` says so.
  ///
  /// - Parameter what: completes the sentence “… did not come about”, e.g. `"a published generation"`.
  /// - Throws: ``ConditionError`` when the deadline has passed, and whatever `isTrue` throws.
  public static func wait(
    for what: String, within limit: Duration = .patience, isolation: isolated (any Actor)? = #isolation,
    until isTrue: () async throws -> Bool
  ) async throws {
    _ = try await value(of: what, within: limit) { try await isTrue() ? true : nil }
  }

  /// Looks every few milliseconds until `find` finds something, and returns that.
  public static func value<Value>(
    of what: String, within limit: Duration = .patience, isolation: isolated (any Actor)? = #isolation,
    _ find: () async throws -> Value?
  ) async throws -> Value {
    let deadline = ContinuousClock.now + limit
    while true {
      if let value = try await find() { return value }
      if ContinuousClock.now >= deadline { throw ConditionError(what: what, limit: limit) }
      try await Task.sleep(for: .milliseconds(10))
    }
  }
}

extension Duration {
  /// How long a test waits for what has to come: longer than the slowest machine needs, for no test asserts on time.
  public static let patience = Duration.seconds(120)
}
