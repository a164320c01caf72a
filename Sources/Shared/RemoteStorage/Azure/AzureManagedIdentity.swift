/// The identity of a machine, from its metadata service, or of an application, from where `IDENTITY_ENDPOINT` says. `AZURE_CLIENT_ID` names
/// one of several.
package struct AzureManagedIdentity: CredentialSource {
  private static let service = "the managed identity's endpoint"

  private let environment: RemoteEnvironment
  private let requests: CredentialRequests
  private let clock: RemoteClock

  package init(_ environment: RemoteEnvironment, client: HTTPClient, clock: RemoteClock = .machine) {
    self.environment = environment
    requests = CredentialRequests(client, service: Self.service)
    self.clock = clock
  }

  package func credentials() async throws(CredentialsError) -> Expiring<BearerToken>? {
    if let endpoint = environment["IDENTITY_ENDPOINT"], let header = environment["IDENTITY_HEADER"] {
      let answer = try await requests.answer(
        to: request(endpoint, version: "2019-08-01", headers: ["X-IDENTITY-HEADER": header]), isLocal: true)
      return try read(answer)
    }
    var host = environment["AZURE_POD_IDENTITY_AUTHORITY_HOST"] ?? "http://169.254.169.254"
    if !host.contains("://") { host = "http://" + host }
    while host.hasSuffix("/") { host.removeLast() }
    let request = request(host + "/metadata/identity/oauth2/token", version: "2018-02-01", headers: ["Metadata": "true"])
    let answer: HTTPClient.Response
    do throws(CredentialsError) {
      answer = try await requests.answer(to: request, isLocal: true)
    } catch .transfer(_, .cancelled) {
      throw .transfer(service: Self.service, .cancelled)
    } catch {
      // Where nobody answers there is no such service: a machine of somebody else's.
      return nil
    }
    return try read(answer)
  }

  private func request(_ url: String, version: String, headers: HTTPHeaders) -> HTTPClient.Request {
    var query = [URLParameter(name: "api-version", value: version), URLParameter(name: "resource", value: "https://storage.azure.com/")]
    if let client = environment["AZURE_CLIENT_ID"] { query.append(URLParameter(name: "client_id", value: client)) }
    return HTTPClient.Request(url: URLParameter.append(query, to: url), headers: headers)
  }

  private func read(_ answer: HTTPClient.Response) throws(CredentialsError) -> Expiring<BearerToken> {
    guard answer.status == 200 else { throw requests.refusal(answer) }
    return try requests.token(answer.body, now: clock.now())
  }
}
