/// `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, and for lent ones `AWS_SESSION_TOKEN`.
package struct AWSEnvironmentCredentials: CredentialSource {
  private let environment: RemoteEnvironment

  package init(_ environment: RemoteEnvironment) { self.environment = environment }

  package func credentials() async throws(CredentialsError) -> Expiring<AWSCredentials>? {
    guard let key = environment["AWS_ACCESS_KEY_ID"] else { return nil }
    guard let secret = environment["AWS_SECRET_ACCESS_KEY"] else {
      throw .invalid(place: "AWS_ACCESS_KEY_ID", reason: "AWS_SECRET_ACCESS_KEY is not set")
    }
    let token = environment.first(of: "AWS_SESSION_TOKEN", "AWS_SECURITY_TOKEN")
    return Expiring(AWSCredentials(accessKeyID: key, secretAccessKey: secret, sessionToken: token))
  }
}
