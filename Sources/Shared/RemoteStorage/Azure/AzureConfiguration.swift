/// A container of Azure Blob Storage as the environment describes it.
package enum AzureConfiguration {
  /// What `AZURE_CONTAINER`, `AZURE_ACCOUNT_NAME`, `AZURE_ACCOUNT_KEY`, and what Azure's own tools know beside them, come to.
  /// - Throws: what is missing or cannot be used. Tokens are obtained later, when they are needed.
  package static func store(
    _ environment: RemoteEnvironment, client: HTTPClient, limits: DownloadLimits, clock: RemoteClock = .machine
  ) throws(RemoteStorageError) -> AzureBlobStore {
    guard let container = environment["AZURE_CONTAINER"] else { throw .missing("AZURE_CONTAINER", storage: "azure") }
    let connection = AzureConnectionString(environment["AZURE_STORAGE_CONNECTION_STRING"] ?? "")
    let account = environment["AZURE_ACCOUNT_NAME"] ?? connection.account
    guard let text = environment["AZURE_BLOB_ENDPOINT"] ?? connection.endpoint(of: account) else {
      throw .missing("AZURE_ACCOUNT_NAME", storage: "azure")
    }
    let endpoint: HTTPURL
    do { endpoint = try HTTPURL(text) } catch { throw .unusable("AZURE_BLOB_ENDPOINT", reason: "\(error)") }
    return AzureBlobStore(
      container: container, endpoint: endpoint,
      authorization: try authorization(environment, connection, account: account, endpoint: endpoint, client: client, clock: clock),
      requests: ObjectRequests(client, limits: limits), clock: clock)
  }

  /// Rasa's key first, then what else there is of a secret, then an identity.
  private static func authorization(
    _ environment: RemoteEnvironment, _ connection: AzureConnectionString, account: String?, endpoint: HTTPURL, client: HTTPClient,
    clock: RemoteClock
  ) throws(RemoteStorageError) -> AzureAuthorization {
    if let key = environment["AZURE_ACCOUNT_KEY"] ?? connection.key {
      guard let account else { throw .missing("AZURE_ACCOUNT_NAME", storage: "azure") }
      guard let bytes = Base64.decode(key), !bytes.isEmpty else { throw .unusable("AZURE_ACCOUNT_KEY", reason: "it is no base64") }
      return .sharedKey(SharedKeySignature(account: account, key: bytes))
    }
    guard endpoint.protectsTokens else { throw .unusable("AZURE_BLOB_ENDPOINT", reason: "tokens would travel over plain HTTP") }
    if let query = environment["AZURE_STORAGE_SAS_TOKEN"] ?? connection.signedQuery {
      let bare = query.hasPrefix("?") ? String(query.dropFirst()) : query
      guard bare.utf8.allSatisfy({ 0x21...0x7E ~= $0 && $0 != UInt8(ascii: "#") }) else {
        throw .unusable("AZURE_STORAGE_SAS_TOKEN", reason: "it is no query")
      }
      return .signedQuery(bare)
    }
    let chain = CredentialChain<BearerToken>([
      AzureWorkloadIdentity(environment, client: client, clock: clock), AzureManagedIdentity(environment, client: client, clock: clock),
    ])
    return .token(CredentialCache<BearerToken>(chain, absence: absence, clock: clock))
  }

  private static let absence = CredentialsError.none(
    cloud: "Azure",
    places: [
      "AZURE_ACCOUNT_KEY", "AZURE_STORAGE_CONNECTION_STRING", "AZURE_STORAGE_SAS_TOKEN", "AZURE_FEDERATED_TOKEN_FILE",
      "the machine's managed identity",
    ])
}
