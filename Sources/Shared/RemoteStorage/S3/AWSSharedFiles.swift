package import SystemPackage

/// Where the shared files are, and which of their profiles counts.
package struct AWSSharedFiles: Sendable {
  package let config: FilePath?
  package let credentials: FilePath?
  package let profile: String
  /// Whether somebody asked for the profile: then it has to be there.
  package let isNamed: Bool

  package init(_ environment: RemoteEnvironment) {
    config = environment.path("AWS_CONFIG_FILE") ?? environment.home(".aws/config")
    credentials = environment.path("AWS_SHARED_CREDENTIALS_FILE") ?? environment.home(".aws/credentials")
    let named = environment.first(of: "AWS_PROFILE", "AWS_DEFAULT_PROFILE")
    profile = named ?? "default"
    isNamed = named != nil
  }

  /// Reads both files anew: keys are rotated in them.
  package func read() async throws(CredentialsError) -> AWSProfiles {
    var profiles = AWSProfiles()
    for (path, isConfig) in [(config, true), (credentials, false)] {
      guard let path, let bytes = try await CredentialFile.read(path) else { continue }
      profiles.read(String(decoding: bytes, as: UTF8.self), isConfig: isConfig)
    }
    return profiles
  }

  /// The settings of the profile that counts; `nil` when there are none and nobody asked for it.
  package func settings() async throws(CredentialsError) -> [String: String]? {
    let settings = try await read()[profile]
    if settings == nil, isNamed { throw .invalid(place: "AWS_PROFILE", reason: "neither shared file has such a profile") }
    return settings
  }
}
