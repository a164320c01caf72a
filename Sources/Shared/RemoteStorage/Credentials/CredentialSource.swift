/// One place where credentials may come from.
///
/// ``credentials()`` answers `nil` where nothing is configured, so that the next place is asked; what is configured and does not work
/// throws, since another identity than the one that was meant would only hide that.
package protocol CredentialSource<Credentials>: Sendable {
  associatedtype Credentials: Sendable & Equatable

  func credentials() async throws(CredentialsError) -> Expiring<Credentials>?
}
