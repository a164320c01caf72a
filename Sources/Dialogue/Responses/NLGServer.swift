/// Makes responses somewhere else.
///
/// It is not to be trusted: what arrives is bounded, a longer answer is a failure, and it ends when the waiting task is cancelled.
public protocol NLGServer: Sendable {
  /// - Parameter body: JSON.
  /// - Returns: the body of an answer whose status is below 400; nothing when its content type is not JSON's.
  /// - Throws: `ResponseError` in every other case.
  func ask(_ body: [UInt8]) async throws(ResponseError) -> [UInt8]
}
