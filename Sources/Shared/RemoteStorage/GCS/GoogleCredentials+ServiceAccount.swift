internal import JSON

extension GoogleCredentials {
  private static let tokenAddress = "https://oauth2.googleapis.com/token"

  /// A token for the account whose key the file holds (RFC 7523).
  func serviceAccount(_ file: GoogleCredentialFile) async throws(CredentialsError) -> Expiring<BearerToken> {
    let address = try file.address("token_uri", default: Self.tokenAddress)
    guard let key = PrivateKey(pem: try file.require("private_key")) else {
      throw .unreadable(file.path, reason: "its private_key is no RSA key in PEM")
    }
    let claims = ServiceAccountAssertion(
      account: try file.require("client_email"), keyID: file.json["private_key_id"]?.string, audience: address, scope: scope,
      issuedAt: clock.now().milliseconds / 1000)
    guard let assertion = claims.signed(by: key) else { throw .unreadable(file.path, reason: "its private_key cannot sign") }
    return try await exchange(
      CredentialRequests.form(
        address,
        [
          URLParameter(name: "grant_type", value: "urn:ietf:params:oauth:grant-type:jwt-bearer"),
          URLParameter(name: "assertion", value: assertion),
        ]))
  }

  /// A token for a person who signed in with gcloud (RFC 6749, section 6).
  func authorizedUser(_ file: GoogleCredentialFile) async throws(CredentialsError) -> Expiring<BearerToken> {
    try await exchange(
      CredentialRequests.form(
        try file.address("token_uri", default: Self.tokenAddress),
        [
          URLParameter(name: "grant_type", value: "refresh_token"),
          URLParameter(name: "client_id", value: try file.require("client_id")),
          URLParameter(name: "client_secret", value: try file.require("client_secret")),
          URLParameter(name: "refresh_token", value: try file.require("refresh_token")),
        ]))
  }
}
