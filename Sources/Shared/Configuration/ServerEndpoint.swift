public import JSON
public import SystemPackage

/// Another server that is asked over HTTP, with the keys that Rasa's endpoints have in common.
///
/// Its description shows where the server is, and none of its secrets.
public struct ServerEndpoint: Sendable, Equatable {
  /// An absolute http or https URL.
  public let url: String
  /// Sent as a query parameter.
  public let token: String?
  /// The name of the token's query parameter.
  public let tokenName: String
  public let basicAuthentication: BasicAuthentication?
  public let headers: HTTPHeaders
  /// Further query parameters, in their order.
  public let parameters: [URLParameter]
  /// PEM certificates that are trusted instead of the system's.
  public let certificateAuthorityFile: FilePath?
  /// Keys that mean nothing here: worth a warning, since one may be a misspelt setting.
  public let unknownKeys: [String]

  /// Reads the keys. One that is not known is tolerated; one whose value has the wrong type is not.
  /// - Parameter otherKeys: keys that mean something to whoever reads the rest.
  public init(json: JSONValue, otherKeys: Set<String> = []) throws(EndpointError) {
    let reader = try EndpointReader(json)
    url = try Self.url(reader)
    token = try reader.text("token").flatMap { $0.isEmpty ? nil : $0 }
    tokenName = try reader.text("token_name") ?? "token"
    basicAuthentication = try Self.basicAuthentication(reader)
    headers = try reader.texts("headers").reduce(into: HTTPHeaders()) { $0.append($1.name, $1.value) }
    parameters = try reader.texts("params", allowingLists: true).map { URLParameter(name: $0.name, value: $0.value) }
    certificateAuthorityFile = try reader.text("cafile").map { FilePath($0) }
    unknownKeys = reader.members.keys.filter { !Self.knownKeys.contains($0) && !otherKeys.contains($0) }
  }

  /// The URL with the parameters and the token in its query: a secret.
  public var requestURL: String {
    // As Rasa has it, the token replaces a parameter of its name, but not what the URL's own query says.
    var query = parameters.filter { token == nil || $0.name != tokenName }
    if let token { query.append(URLParameter(name: tokenName, value: token)) }
    return URLParameter.append(query, to: url)
  }

  /// The URL's query with the parameters, and without the token, so that another token asks for the same: a secret.
  public var query: String {
    let whole = URLParameter.append(parameters.filter { $0.name != tokenName }, to: url).prefix { $0 != "#" }
    return whole.firstIndex(of: "?").map { String(whole[whole.index(after: $0)...]) } ?? ""
  }
}

extension ServerEndpoint: CustomStringConvertible, CustomReflectable {
  public var description: String { DisplayURL(url).description }
  public var customMirror: Mirror { Mirror(self, children: []) }
}

// The keys
extension ServerEndpoint {
  private static let knownKeys: Set<String> = [
    "url", "token", "token_name", "basic_auth", "headers", "params", "cafile", "type", "store_type",
  ]

  private static func url(_ reader: EndpointReader) throws(EndpointError) -> String {
    guard let url = try reader.text("url") else { throw EndpointError(reader.path + ["url"], "is missing") }
    do {
      _ = try HTTPURL(url)
    } catch {
      throw EndpointError(reader.path + ["url"], "must be an http or https URL")
    }
    return url
  }

  private static func basicAuthentication(_ reader: EndpointReader) throws(EndpointError) -> BasicAuthentication? {
    guard let nested = try reader.nested("basic_auth") else { return nil }
    guard let username = try nested.text("username") else { throw EndpointError(nested.path + ["username"], "is missing") }
    guard let password = try nested.text("password") else { throw EndpointError(nested.path + ["password"], "is missing") }
    return BasicAuthentication(username: username, password: password)
  }
}
