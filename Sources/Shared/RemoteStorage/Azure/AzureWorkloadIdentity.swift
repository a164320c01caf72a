/// The identity of a pod: `AZURE_FEDERATED_TOKEN_FILE`, `AZURE_CLIENT_ID` and `AZURE_TENANT_ID`, as Kubernetes' webhook sets them. The token
/// is read anew each time, as the cluster replaces it.
package struct AzureWorkloadIdentity: CredentialSource {
  private static let service = "Microsoft Entra ID"

  private let environment: RemoteEnvironment
  private let requests: CredentialRequests
  private let clock: RemoteClock

  package init(_ environment: RemoteEnvironment, client: HTTPClient, clock: RemoteClock = .machine) {
    self.environment = environment
    requests = CredentialRequests(client, service: Self.service)
    self.clock = clock
  }

  package func credentials() async throws(CredentialsError) -> Expiring<BearerToken>? {
    guard let file = environment.path("AZURE_FEDERATED_TOKEN_FILE") else { return nil }
    guard let client = environment["AZURE_CLIENT_ID"], let tenant = environment["AZURE_TENANT_ID"] else {
      throw .invalid(place: "AZURE_FEDERATED_TOKEN_FILE", reason: "AZURE_CLIENT_ID and AZURE_TENANT_ID are not both set")
    }
    var authority = environment["AZURE_AUTHORITY_HOST"] ?? "https://login.microsoftonline.com"
    if !authority.contains("://") { authority = "https://" + authority }
    guard let place = try? HTTPURL(authority), place.protectsTokens else {
      throw .invalid(place: "AZURE_AUTHORITY_HOST", reason: "it is no https address")
    }
    while authority.hasSuffix("/") { authority.removeLast() }
    let assertion = try await CredentialFile.token(file)
    let request = CredentialRequests.form(
      "\(authority)/\(URLParameter.percentEncoded(tenant))/oauth2/v2.0/token",
      [
        URLParameter(name: "grant_type", value: "client_credentials"), URLParameter(name: "client_id", value: client),
        URLParameter(name: "scope", value: "https://storage.azure.com/.default"),
        URLParameter(name: "client_assertion_type", value: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"),
        URLParameter(name: "client_assertion", value: assertion),
      ])
    return try requests.token(try await requests.success(of: request), now: clock.now())
  }
}
