package import SystemPackage

/// AWS's service of security tokens (STS): lends keys to who may assume a role.
package struct AWSTokenService: Sendable {
  private let client: HTTPClient
  private let endpoint: String
  private let region: String
  private let certificateAuthorityFile: FilePath?
  private let clock: RemoteClock

  /// - Parameters:
  ///   - region: the service is asked there, unless `AWS_ENDPOINT_URL_STS` or `AWS_ENDPOINT_URL` names a place.
  ///   - certificateAuthorityFile: PEM certificates that are trusted instead of the system's.
  package init(
    _ client: HTTPClient, environment: RemoteEnvironment, region: String, certificateAuthorityFile: FilePath? = nil,
    clock: RemoteClock = .machine
  ) {
    self.client = client
    self.region = region
    self.certificateAuthorityFile = certificateAuthorityFile
    self.clock = clock
    let named =
      environment.isTrue("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS") ? nil : environment.first(of: "AWS_ENDPOINT_URL_STS", "AWS_ENDPOINT_URL")
    endpoint = named ?? "https://sts.\(region).\(S3Address.domain(of: region))"
  }

  private static let service = "AWS's token service"

  /// Keys for a role, lent to the holder of a cluster's token.
  package func assume(
    _ role: String, session: String?, webIdentity token: String
  ) async throws(CredentialsError) -> Expiring<AWSCredentials> {
    let parameters = [
      URLParameter(name: "Action", value: "AssumeRoleWithWebIdentity"), URLParameter(name: "Version", value: "2011-06-15"),
      URLParameter(name: "RoleArn", value: role), URLParameter(name: "RoleSessionName", value: session ?? "ModelSync"),
      URLParameter(name: "WebIdentityToken", value: token),
    ]
    return try await lent(CredentialRequests.form(url(), parameters))
  }

  /// Keys for a role, lent to the holder of other keys.
  package func assume(
    _ role: String, session: String?, externalID: String?, with keys: AWSCredentials
  ) async throws(CredentialsError) -> Expiring<AWSCredentials> {
    var parameters = [
      URLParameter(name: "Action", value: "AssumeRole"), URLParameter(name: "Version", value: "2011-06-15"),
      URLParameter(name: "RoleArn", value: role), URLParameter(name: "RoleSessionName", value: session ?? "ModelSync"),
    ]
    if let externalID { parameters.append(URLParameter(name: "ExternalId", value: externalID)) }
    var request = CredentialRequests.form(url(), parameters)
    let place: HTTPURL
    do { place = try HTTPURL(request.url) } catch { throw .transfer(service: Self.service, error) }
    let isDefaultPort = place.port == (place.scheme == "https" ? 443 : 80)
    request.headers["Host"] = place.host + (isDefaultPort ? "" : ":\(place.port)")
    let signable = SignatureV4.Request(
      method: "POST", path: place.path, headers: request.headers, payload: SHA256.hash(of: request.body ?? []))
    request.headers = SignatureV4(keys, region: region, service: "sts").sign(signable, at: clock.now())
    return try await lent(request)
  }

  /// What `credential_source` of a profile names: the keys of the container or of the machine.
  package func machine(_ source: String, _ environment: RemoteEnvironment) async throws(CredentialsError) -> Expiring<AWSCredentials>? {
    switch source {
    case "EcsContainer": try await AWSContainerCredentials(environment, client: client).credentials()
    case "Ec2InstanceMetadata": try await AWSInstanceCredentials(environment, client: client).credentials()
    default: nil
    }
  }

  private func url() -> String { endpoint.hasSuffix("/") ? endpoint : endpoint + "/" }

  private func lent(_ request: HTTPClient.Request) async throws(CredentialsError) -> Expiring<AWSCredentials> {
    guard (try? HTTPURL(request.url))?.protectsTokens ?? true else {
      throw .invalid(place: "AWS_ENDPOINT_URL", reason: "they would travel over plain HTTP; name AWS_ENDPOINT_URL_STS")
    }
    var request = request
    request.certificateAuthorityFile = certificateAuthorityFile
    let body = try await CredentialRequests(client, service: Self.service).success(of: request)
    guard let key = XMLScanner.first("AccessKeyId", in: body), let secret = XMLScanner.first("SecretAccessKey", in: body),
      let token = XMLScanner.first("SessionToken", in: body),
      let expiry = XMLScanner.first("Expiration", in: body).flatMap({ UTCTimestamp(rfc3339: $0) })
    else { throw .malformed(service: Self.service, reason: "its answer has no keys") }
    return Expiring(AWSCredentials(accessKeyID: key, secretAccessKey: secret, sessionToken: token), until: expiry)
  }
}
