package import SystemPackage

/// A bucket as the environment describes it.
package enum S3Configuration {
  /// What `BUCKET_NAME`, `AWS_…` and the shared files come to.
  ///
  /// - Throws: what is missing or cannot be used, in a sentence. Credentials are looked for later, when they are needed.
  package static func store(
    _ environment: RemoteEnvironment, style: S3Address.Style, client: HTTPClient, limits: DownloadLimits, clock: RemoteClock = .machine
  ) async throws(RemoteStorageError) -> S3ObjectStore {
    guard let bucket = environment["BUCKET_NAME"] else { throw .missing("BUCKET_NAME", storage: "aws") }
    let profile: [String: String]
    do { profile = try await AWSSharedFiles(environment).settings() ?? [:] } catch { throw .credentials(error) }
    let region = environment.first(of: "AWS_DEFAULT_REGION", "AWS_REGION") ?? profile["region"] ?? "us-east-1"
    guard S3Address.isRegion(region) else { throw .unusable("AWS_DEFAULT_REGION", reason: "it is no region's name") }
    let address = S3Address(
      bucket: bucket, endpoint: try endpoint(environment, profile),
      style: style == .auto ? profile["s3.addressing_style"].flatMap { S3Address.Style(rawValue: $0) } ?? .auto : style)
    let authorities = (environment["AWS_CA_BUNDLE"] ?? profile["ca_bundle"]).map { environment.expand($0) }
    let cache = CredentialCache<AWSCredentials>(
      chain(environment, region: region, certificateAuthorityFile: authorities, client: client, clock: clock), absence: absence,
      clock: clock)
    let requests = ObjectRequests(client, limits: limits, certificateAuthorityFile: authorities)
    return S3ObjectStore(address, region: region, credentials: cache, requests: requests, clock: clock)
  }

  private static func endpoint(_ environment: RemoteEnvironment, _ profile: [String: String]) throws(RemoteStorageError) -> HTTPURL? {
    guard !environment.isTrue("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"),
      let text = environment.first(of: "AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL") ?? profile["endpoint_url"]
    else { return nil }
    do { return try HTTPURL(text) } catch { throw .unusable("AWS_ENDPOINT_URL", reason: "\(error)") }
  }

  /// The places where keys may be, in the order in which AWS's own tools look.
  package static func chain(
    _ environment: RemoteEnvironment, region: String, certificateAuthorityFile: FilePath? = nil, client: HTTPClient,
    clock: RemoteClock = .machine
  ) -> CredentialChain<AWSCredentials> {
    let tokenService = AWSTokenService(
      client, environment: environment, region: region, certificateAuthorityFile: certificateAuthorityFile, clock: clock)
    return CredentialChain<AWSCredentials>([
      AWSEnvironmentCredentials(environment),
      AWSWebIdentityCredentials(environment, tokenService: tokenService),
      AWSProfileCredentials(environment, tokenService: tokenService, clock: clock),
      AWSContainerCredentials(environment, client: client),
      AWSInstanceCredentials(environment, client: client),
    ])
  }

  private static let absence = CredentialsError.none(
    cloud: "AWS",
    places: [
      "AWS_ACCESS_KEY_ID", "AWS_WEB_IDENTITY_TOKEN_FILE", "the shared files' profile", "AWS_CONTAINER_CREDENTIALS_…_URI",
      "the instance's metadata service",
    ])
}
