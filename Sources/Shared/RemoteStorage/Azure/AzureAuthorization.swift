/// What opens a container of Azure Blob Storage. Its secrets are never printed.
package enum AzureAuthorization: Sendable, CustomStringConvertible, CustomReflectable {
  /// The key of the storage account.
  case sharedKey(SharedKeySignature)
  /// A shared access signature: a query that is added to every address.
  case signedQuery(String)
  /// A token of Microsoft Entra ID.
  case token(CredentialCache<BearerToken>)

  package var description: String { "(hidden)" }
  package var customMirror: Mirror { Mirror(self, children: []) }
}
