/// A role for the service account of a pod (IRSA): `AWS_ROLE_ARN` and `AWS_WEB_IDENTITY_TOKEN_FILE`. The token is read anew each time, as
/// the cluster replaces it.
package struct AWSWebIdentityCredentials: CredentialSource {
  private let environment: RemoteEnvironment
  private let tokenService: AWSTokenService

  package init(_ environment: RemoteEnvironment, tokenService: AWSTokenService) {
    self.environment = environment
    self.tokenService = tokenService
  }

  package func credentials() async throws(CredentialsError) -> Expiring<AWSCredentials>? {
    guard let file = environment.path("AWS_WEB_IDENTITY_TOKEN_FILE") else { return nil }
    guard let role = environment["AWS_ROLE_ARN"] else {
      throw .invalid(place: "AWS_WEB_IDENTITY_TOKEN_FILE", reason: "AWS_ROLE_ARN is not set")
    }
    let token = try await CredentialFile.token(file)
    return try await tokenService.assume(role, session: environment["AWS_ROLE_SESSION_NAME"], webIdentity: token)
  }
}
