package import JSON
package import Shared

/// A server that turns call: an action server, an NLG server, a callback.
package struct CalledServer: Sendable, Equatable {
  package let endpoint: ServerEndpoint
  /// For a whole call. Rasa waits five minutes and has no setting for it.
  package let timeout: Duration

  /// - Parameter otherKeys: keys that mean something to whoever reads the rest.
  package init(json: JSONValue, otherKeys: Set<String> = []) throws(EndpointError) {
    endpoint = try ServerEndpoint(json: json, otherKeys: otherKeys.union([Self.timeoutKey]))
    timeout = try Self.timeout(json[Self.timeoutKey])
  }

  /// A request that posts JSON.
  func post(_ body: [UInt8], encoding: String? = nil) -> HTTPClient.Request {
    var request = endpoint.post(body, encoding: encoding)
    request.timeout = timeout
    request.acceptsCompression = true
    return request
  }

  package var unknownKeys: [String] { endpoint.unknownKeys }

  private static let timeoutKey = "timeout"
  private static let standardTimeout = Duration.seconds(300)

  /// Seconds, from an environment variable as text.
  private static func timeout(_ value: JSONValue?) throws(EndpointError) -> Duration {
    guard let value, !value.isNull else { return standardTimeout }
    let seconds = value.string.flatMap { Double($0) } ?? (value.string == nil ? value.double : nil)
    guard let seconds, seconds > 0, seconds <= 86_400 else {
      throw EndpointError([timeoutKey], "must be a number of seconds above 0, and a day at most")
    }
    return .milliseconds(Int((seconds * 1_000).rounded(.up)))
  }
}

extension CalledServer: CustomStringConvertible, CustomReflectable {
  package var description: String { endpoint.description }
  package var customMirror: Mirror { Mirror(self, children: []) }
}
