/// The keys of a profile in the shared files, or the role that it lets one assume.
package struct AWSProfileCredentials: CredentialSource {
  /// A file says nothing of its keys' end, so they are looked up again after half of so many seconds.
  private static let reread: Int64 = 120

  private let files: AWSSharedFiles
  private let environment: RemoteEnvironment
  private let tokenService: AWSTokenService
  private let clock: RemoteClock

  package init(_ environment: RemoteEnvironment, tokenService: AWSTokenService, clock: RemoteClock = .machine) {
    files = AWSSharedFiles(environment)
    self.environment = environment
    self.tokenService = tokenService
    self.clock = clock
  }

  package func credentials() async throws(CredentialsError) -> Expiring<AWSCredentials>? {
    guard let settings = try await files.settings() else { return nil }
    let profiles = try await files.read()
    return try await credentials(of: files.profile, settings, in: profiles, depth: 0)
  }

  private func credentials(
    of profile: String, _ settings: [String: String], in profiles: AWSProfiles, depth: Int
  ) async throws(CredentialsError) -> Expiring<AWSCredentials>? {
    let place = "profile \(profile) of the shared AWS files"
    guard depth < 5 else { throw .invalid(place: place, reason: "its chain of roles is too long") }
    if let role = settings["role_arn"] {
      if let file = settings["web_identity_token_file"] {
        let token = try await CredentialFile.token(environment.expand(file))
        return try await tokenService.assume(role, session: settings["role_session_name"], webIdentity: token)
      }
      if depth == 0 || settings["aws_access_key_id"] == nil {
        guard settings["mfa_serial"] == nil else { throw .invalid(place: place, reason: "its role wants a one-time code") }
        let base = try await base(for: profile, settings, in: profiles, depth: depth, place: place)
        return try await tokenService.assume(
          role, session: settings["role_session_name"], externalID: settings["external_id"], with: base)
      }
    }
    if let key = settings["aws_access_key_id"] {
      guard let secret = settings["aws_secret_access_key"] else { throw .invalid(place: place, reason: "it has no aws_secret_access_key") }
      let keys = AWSCredentials(accessKeyID: key, secretAccessKey: secret, sessionToken: settings["aws_session_token"])
      return Expiring(keys, until: clock.now().adding(seconds: Self.reread))
    }
    for unsupported in ["credential_process", "sso_session", "sso_start_url", "login_session"] where settings[unsupported] != nil {
      throw .invalid(place: place, reason: "\(unsupported) is not supported")
    }
    return nil
  }

  /// The keys with which a role is assumed.
  private func base(
    for profile: String, _ settings: [String: String], in profiles: AWSProfiles, depth: Int, place: String
  ) async throws(CredentialsError) -> AWSCredentials {
    if let source = settings["source_profile"] {
      guard var others = profiles[source] else { throw .invalid(place: place, reason: "its source_profile is not there") }
      // A profile that is its own source means its own keys.
      if source == profile { others["role_arn"] = nil }
      if let found = try await credentials(of: source, others, in: profiles, depth: depth + 1) { return found.value }
      throw .invalid(place: place, reason: "its source_profile has no keys")
    }
    if settings["credential_source"] == "Environment" {
      if let found = try await AWSEnvironmentCredentials(environment).credentials() { return found.value }
    } else if let source = settings["credential_source"], let found = try await tokenService.machine(source, environment) {
      return found.value
    }
    throw .invalid(place: place, reason: "its role needs a source_profile or a credential_source that has keys")
  }
}
