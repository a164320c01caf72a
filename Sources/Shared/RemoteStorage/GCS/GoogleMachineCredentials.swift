/// The service account of a machine or pod at Google, from the metadata server.
package struct GoogleMachineCredentials: CredentialSource {
  private static let service = "the machine's metadata server"

  private let host: String
  private let requests: CredentialRequests
  private let clock: RemoteClock
  private let scope: String

  package init(_ environment: RemoteEnvironment, client: HTTPClient, clock: RemoteClock = .machine, scope: String) {
    self.scope = scope
    host = environment.first(of: "GCE_METADATA_HOST", "GCE_METADATA_ROOT", "GCE_METADATA_IP") ?? "metadata.google.internal"
    requests = CredentialRequests(client, service: Self.service)
    self.clock = clock
  }

  package func credentials() async throws(CredentialsError) -> Expiring<BearerToken>? {
    let url = "http://\(host)/computeMetadata/v1/instance/service-accounts/default/token"
    let query = [URLParameter(name: "scopes", value: scope)]
    let request = HTTPClient.Request(url: URLParameter.append(query, to: url), headers: ["Metadata-Flavor": "Google"])
    let answer: HTTPClient.Response
    do throws(CredentialsError) {
      answer = try await requests.answer(to: request, isLocal: true)
    } catch .transfer(_, .cancelled) {
      throw .transfer(service: Self.service, .cancelled)
    } catch {
      // Where nobody answers by that name there is no such server: a machine of somebody else's.
      return nil
    }
    guard answer.status == 200 else { throw requests.refusal(answer) }
    return try requests.token(answer.body, now: clock.now())
  }
}
