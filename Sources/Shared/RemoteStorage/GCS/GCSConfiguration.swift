/// A bucket of Google Cloud Storage as the environment describes it.
package enum GCSConfiguration {
  /// What `BUCKET_NAME`, `GOOGLE_APPLICATION_CREDENTIALS` and `STORAGE_EMULATOR_HOST` come to.
  /// - Throws: what is missing or cannot be used. Credentials are looked for later, when they are needed.
  package static func store(
    _ environment: RemoteEnvironment, client: HTTPClient, limits: DownloadLimits, clock: RemoteClock = .machine,
    access: GoogleCredentials.Access = .reading
  ) throws(RemoteStorageError) -> GCSObjectStore {
    guard let bucket = environment["BUCKET_NAME"] else { throw .missing("BUCKET_NAME", storage: "gcs") }
    let requests = ObjectRequests(client, limits: limits)
    if let emulator = environment["STORAGE_EMULATOR_HOST"] {
      let base = try address(emulator.contains("://") ? emulator : "http://" + emulator, "STORAGE_EMULATOR_HOST")
      return GCSObjectStore(bucket: bucket, base: base, isElsewhere: true, tokens: nil, requests: requests)
    }
    let override = environment["CLOUDSDK_API_ENDPOINT_OVERRIDES_STORAGE"]
    let base = try address(override ?? "https://storage.googleapis.com", "CLOUDSDK_API_ENDPOINT_OVERRIDES_STORAGE")
    guard base.protectsTokens else {
      throw .unusable("CLOUDSDK_API_ENDPOINT_OVERRIDES_STORAGE", reason: "tokens would travel over plain HTTP")
    }
    let cache = CredentialCache<BearerToken>(
      GoogleCredentials(environment, client: client, clock: clock, access: access), absence: absence, clock: clock)
    return GCSObjectStore(bucket: bucket, base: base, isElsewhere: override != nil, tokens: cache, requests: requests)
  }

  private static func address(_ text: String, _ name: String) throws(RemoteStorageError) -> HTTPURL {
    do { return try HTTPURL(text) } catch { throw .unusable(name, reason: "\(error)") }
  }

  private static let absence = CredentialsError.none(
    cloud: "Google", places: ["GOOGLE_APPLICATION_CREDENTIALS", "application_default_credentials.json", "the machine's metadata server"])
}
