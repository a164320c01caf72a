internal import UnixSignals

/// SIGTERM and SIGINT end a command's work, which clears up behind itself.
enum Interruption {
  /// Runs `work`, and cancels it when the process is told to end.
  static func ending<Value: Sendable, Failure: Error>(
    _ work: @escaping @Sendable () async throws(Failure) -> Value
  ) async throws(Failure) -> Value {
    let signals = await UnixSignalsSequence(trapping: .sigterm, .sigint)
    let result: Result<Value, Failure> = await withTaskGroup(of: Result<Value, Failure>?.self) { group in
      group.addTask {
        do throws(Failure) { return .success(try await work()) } catch { return .failure(error) }
      }
      group.addTask {
        for await _ in signals { break }
        return nil
      }
      while let ended = await group.next() {
        group.cancelAll()
        if let ended { return ended }
      }
      preconditionFailure("the work ends with a result")
    }
    return try result.get()
  }
}
