internal import JSON
internal import SystemPackage

/// A file of credentials, whose members are read one by one.
struct GoogleCredentialFile {
  let json: JSONValue
  let path: FilePath

  init(_ json: JSONValue, path: FilePath) {
    self.json = json
    self.path = path
  }

  func require(_ key: String) throws(CredentialsError) -> String {
    guard let text = json[key]?.string, !text.isEmpty else { throw .unreadable(path, reason: "it has no \(key)") }
    return text
  }

  /// An address to which a secret goes: over TLS, or not off this machine.
  func address(_ key: String, default usual: String? = nil) throws(CredentialsError) -> String {
    guard let text = json[key]?.string ?? usual, let url = try? HTTPURL(text), url.protectsTokens else {
      throw .unreadable(path, reason: "its \(key) is no https address")
    }
    return text
  }
}
