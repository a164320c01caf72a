/// The role of an EC2 instance, from its metadata service, version 2: with a token of its own for each request.
package struct AWSInstanceCredentials: CredentialSource {
  private static let service = "the instance's metadata service"
  private static let path = "/latest/meta-data/iam/security-credentials/"

  private let environment: RemoteEnvironment
  private let requests: CredentialRequests

  package init(_ environment: RemoteEnvironment, client: HTTPClient) {
    self.environment = environment
    requests = CredentialRequests(client, service: Self.service)
  }

  package func credentials() async throws(CredentialsError) -> Expiring<AWSCredentials>? {
    guard !environment.isTrue("AWS_EC2_METADATA_DISABLED"), let token = try await sessionToken() else { return nil }
    let roles = try await get(Self.path, token)
    // An instance without a role.
    if roles.status == 404 { return nil }
    let role = String(decoding: roles.body, as: UTF8.self).split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
    guard roles.status == 200, !role.isEmpty else { throw requests.refusal(roles) }
    let answer = try await get(Self.path + URLParameter.percentEncoded(role), token)
    guard answer.status == 200 else { throw requests.refusal(answer) }
    return try AWSCredentialDocument.read(answer.body, service: Self.service)
  }

  private var endpoint: String {
    if let named = environment["AWS_EC2_METADATA_SERVICE_ENDPOINT"] { return named.hasSuffix("/") ? String(named.dropLast()) : named }
    let isVersion6 = environment["AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE"]?.lowercased() == "ipv6"
    return isVersion6 ? "http://[fd00:ec2::254]" : "http://169.254.169.254"
  }

  /// `nil` where there is no such service: no instance of EC2.
  private func sessionToken() async throws(CredentialsError) -> String? {
    let request = HTTPClient.Request(
      url: endpoint + "/latest/api/token", method: "PUT", headers: ["X-aws-ec2-metadata-token-ttl-seconds": "21600"], body: [])
    let answer: HTTPClient.Response
    do throws(CredentialsError) {
      answer = try await requests.answer(to: request, isLocal: true)
    } catch .transfer(_, .cancelled) {
      throw .transfer(service: Self.service, .cancelled)
    } catch {
      return nil
    }
    // Switched off, or the metadata service of another cloud.
    if [403, 404, 405].contains(answer.status) { return nil }
    let token = String(decoding: answer.body, as: UTF8.self)
    guard answer.status == 200, BearerToken.isUsable(token) else { throw requests.refusal(answer) }
    return token
  }

  private func get(_ path: String, _ token: String) async throws(CredentialsError) -> HTTPClient.Response {
    try await requests.answer(
      to: HTTPClient.Request(url: endpoint + path, headers: ["X-aws-ec2-metadata-token": token]), isLocal: true)
  }
}
