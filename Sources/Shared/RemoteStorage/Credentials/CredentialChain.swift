/// Several places, of which the first that has credentials counts.
package struct CredentialChain<Credentials: Sendable & Equatable>: CredentialSource {
  private let sources: [any CredentialSource<Credentials>]

  package init(_ sources: [any CredentialSource<Credentials>]) { self.sources = sources }

  package func credentials() async throws(CredentialsError) -> Expiring<Credentials>? {
    for source in sources {
      if let found = try await source.credentials() { return found }
    }
    return nil
  }
}
