public import JSON
public import SystemPackage

/// The server from which models are pulled: `models:` of endpoints.yml, or `model_server` of `PUT /model`.
///
/// Its description shows where the server is, and none of its secrets.
public struct ModelServerEndpoint: Sendable, Equatable {
  /// How long Rasa waits between two pulls unless told otherwise.
  public static let defaultWaitTime = Duration.seconds(100)

  private let server: ServerEndpoint
  /// `nil`: pull once.
  public let waitTimeBetweenPulls: Duration?

  /// An endpoint for a server without further settings.
  public init(url: String, waitTimeBetweenPulls: Duration? = defaultWaitTime) throws(EndpointError) {
    try self.init(json: ["url": .string(url)], waitTimeBetweenPulls: waitTimeBetweenPulls)
  }

  /// Reads the keys of `models:`. A key that is not known is tolerated; one whose value has the wrong type is not.
  public init(json: JSONValue) throws(EndpointError) {
    try self.init(json: json, waitTimeBetweenPulls: try Self.waitTime(try EndpointReader(json)))
  }

  private init(json: JSONValue, waitTimeBetweenPulls: Duration?) throws(EndpointError) {
    server = try ServerEndpoint(json: json, otherKeys: [Self.waitTimeKey])
    self.waitTimeBetweenPulls = waitTimeBetweenPulls
  }
}

extension ModelServerEndpoint {
  /// An absolute http or https URL.
  public var url: String { server.url }
  /// Sent as a query parameter.
  public var token: String? { server.token }
  /// The name of the token's query parameter.
  public var tokenName: String { server.tokenName }
  public var basicAuthentication: BasicAuthentication? { server.basicAuthentication }
  public var headers: HTTPHeaders { server.headers }
  /// Further query parameters, in their order.
  public var parameters: [URLParameter] { server.parameters }
  /// PEM certificates that are trusted instead of the system's.
  public var certificateAuthorityFile: FilePath? { server.certificateAuthorityFile }
  /// Keys that mean nothing here: worth a warning, since one may be a misspelt setting.
  public var unknownKeys: [String] { server.unknownKeys }
  /// The query without the token, which is the same for whichever token: a secret.
  public var query: String { server.query }
  /// The URL with the parameters and the token in its query: a secret.
  public var requestURL: String { server.requestURL }
}

extension ModelServerEndpoint: CustomStringConvertible, CustomReflectable {
  public var description: String { server.description }
  public var customMirror: Mirror { Mirror(self, children: []) }
}

extension ModelServerEndpoint {
  private static let waitTimeKey = "wait_time_between_pulls"
  private static let longestWait: Double = 10 * 365 * 86_400

  /// Seconds; 0, null, "" and "None" mean "pull once". From an environment variable the number arrives as text.
  private static func waitTime(_ reader: EndpointReader) throws(EndpointError) -> Duration? {
    let key = waitTimeKey
    guard let value = reader.members[key] else { return defaultWaitTime }
    let seconds: Double? =
      switch value {
      case .null: 0
      case .integer, .number: value.double
      case .string(let text): ["", "None"].contains(text) ? 0 : Double(text)
      default: nil
      }
    guard let seconds, seconds >= 0, seconds <= longestWait else {
      throw EndpointError(reader.path + [key], "must be a number of seconds, 0 or None")
    }
    return seconds == 0 ? nil : .milliseconds(Int((seconds * 1000).rounded(.up)))
  }
}
