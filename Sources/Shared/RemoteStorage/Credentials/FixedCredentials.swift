/// A source for tests and for settings that hold the credentials themselves.
package struct FixedCredentials<Credentials: Sendable & Equatable>: CredentialSource {
  private let value: Credentials?

  package init(_ value: Credentials?) { self.value = value }

  package func credentials() async throws(CredentialsError) -> Expiring<Credentials>? { value.map { Expiring($0) } }
}
