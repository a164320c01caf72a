/// The role of a container in ECS or of a pod in EKS: `AWS_CONTAINER_CREDENTIALS_RELATIVE_URI` or `…_FULL_URI`, with the token that the
/// latter may want.
package struct AWSContainerCredentials: CredentialSource {
  private static let service = "the container's credential service"
  /// Where plain HTTP may go with a token: this machine, and the agents of ECS and EKS.
  private static let agents = ["localhost", "127.0.0.1", "[::1]", "169.254.170.2", "169.254.170.23", "[fd00:ec2::23]"]

  private let environment: RemoteEnvironment
  private let client: HTTPClient

  package init(_ environment: RemoteEnvironment, client: HTTPClient) {
    self.environment = environment
    self.client = client
  }

  package func credentials() async throws(CredentialsError) -> Expiring<AWSCredentials>? {
    let url: String
    if let path = environment["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"] {
      url = "http://169.254.170.2" + (path.hasPrefix("/") ? path : "/" + path)
    } else if let whole = environment["AWS_CONTAINER_CREDENTIALS_FULL_URI"] {
      url = whole
    } else {
      return nil
    }
    let place: HTTPURL
    do { place = try HTTPURL(url) } catch { throw .transfer(service: Self.service, error) }
    guard place.scheme == "https" || Self.agents.contains(place.host) else {
      throw .invalid(place: "AWS_CONTAINER_CREDENTIALS_FULL_URI", reason: "it leads over plain HTTP to another machine")
    }
    var request = HTTPClient.Request(url: url, headers: ["Accept": "application/json"])
    if let file = environment.path("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE") {
      request.headers["Authorization"] = try await CredentialFile.token(file)
    } else {
      request.headers["Authorization"] = environment["AWS_CONTAINER_AUTHORIZATION_TOKEN"]
    }
    let body: [UInt8]
    do throws(CredentialsError) {
      body = try await CredentialRequests(client, service: Self.service).success(of: request, isLocal: place.scheme == "http")
    } catch .transfer(let service, let error) where error != .cancelled {
      // The path opens the role to whoever knows it, and errors show it.
      throw .malformed(service: service, reason: "\(place.host) does not answer")
    }
    return try AWSCredentialDocument.read(body, service: Self.service)
  }
}
