internal import JSON
internal import SystemPackage

/// Google's Application Default Credentials: the file that `GOOGLE_APPLICATION_CREDENTIALS` names, or else the one that gcloud wrote, or else
/// the metadata server of the machine. The file is read anew for every token.
package struct GoogleCredentials: CredentialSource {
  /// What tokens are good for.
  package enum Access: String, Sendable {
    case reading = "https://www.googleapis.com/auth/devstorage.read_only"
    case writing = "https://www.googleapis.com/auth/devstorage.read_write"
  }

  static let service = "Google's token service"

  private let environment: RemoteEnvironment
  let client: HTTPClient
  let clock: RemoteClock
  private let access: Access

  package init(
    _ environment: RemoteEnvironment, client: HTTPClient, clock: RemoteClock = .machine, access: Access = .reading
  ) {
    self.access = access
    self.environment = environment
    self.client = client
    self.clock = clock
  }

  var scope: String { access.rawValue }

  package func credentials() async throws(CredentialsError) -> Expiring<BearerToken>? {
    if let path = environment.path("GOOGLE_APPLICATION_CREDENTIALS") {
      return try await token(for: try await CredentialFile.require(path), path)
    }
    let folder = environment.path("CLOUDSDK_CONFIG") ?? environment.home(".config/gcloud")
    if let path = folder?.appending("application_default_credentials.json"), let bytes = try await CredentialFile.read(path) {
      return try await token(for: bytes, path)
    }
    return try await GoogleMachineCredentials(environment, client: client, clock: clock, scope: scope).credentials()
  }

  private func token(for bytes: [UInt8], _ path: FilePath) async throws(CredentialsError) -> Expiring<BearerToken> {
    guard let json = try? JSONParser.parse(bytes, maximumDepth: 20), json.object != nil else {
      throw .unreadable(path, reason: "it is no JSON object")
    }
    let file = GoogleCredentialFile(json, path: path)
    switch json["type"]?.string {
    case "service_account": return try await serviceAccount(file)
    case "authorized_user": return try await authorizedUser(file)
    case "external_account": return try await externalAccount(file)
    default: throw .unreadable(path, reason: "its type is none of service_account, authorized_user, external_account")
    }
  }

  func exchange(_ request: HTTPClient.Request) async throws(CredentialsError) -> Expiring<BearerToken> {
    let requests = CredentialRequests(client, service: Self.service)
    return try requests.token(try await requests.success(of: request), now: clock.now())
  }
}
