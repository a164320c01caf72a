/// Runs custom actions somewhere else.
///
/// - It is not to be trusted: whatever it answers, the turn goes on.
/// - What arrives is bounded; a longer answer is a failure.
/// - It ends when the waiting task is cancelled, and throws then as well.
public protocol ActionServer: Sendable {
  /// Whether it is sent the domain only for actions that ask for it.
  var sendsDomainSelectively: Bool { get }

  /// Sends what an action needs to know.
  /// - Parameter body: JSON.
  /// - Returns: the body of an answer whose status is below 400.
  func run(_ body: [UInt8]) async throws(ActionServerError) -> [UInt8]
}

/// Why there is no answer that can be used.
public enum ActionServerError: Error, Sendable, Equatable {
  /// It answered with a status of 400 or above.
  case status(Int, body: [UInt8])
  /// There is no whole answer; a sentence says why, without secrets.
  case noAnswer(String)
}
