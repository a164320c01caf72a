public import JSON

/// Makes a message of a response's name: from the domain, or by another server.
public protocol ResponseGenerator: Sendable {
  /// - Parameters:
  ///   - response: such as `utter_greet`.
  ///   - channel: the name of the channel that the message goes to.
  ///   - arguments: values to be filled in beside the slots.
  /// - Returns: the members of the message (`text`, `buttons`, …); `nil` when there is no such response.
  /// - Throws: `ResponseError` when another server was asked in vain.
  func generate(
    _ response: String, for tracker: Tracker, channel: String, arguments: JSONObject
  ) async throws(ResponseError) -> JSONObject?
}

/// Why there is no message, in a sentence without secrets.
public struct ResponseError: Error, Sendable, Equatable, CustomStringConvertible {
  public let description: String

  public init(_ description: String) { self.description = description }
}
